package org.einthoven.app.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.BadMessageException;
import org.einthoven.app.database.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one sentence of every failure, without what the request contained and without a stack trace. */
@Interceptor
public final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    // The library names only elements that it knows.
    private static final Pattern ELEMENT = Pattern.compile("element=\"([A-Za-z.]{1,60})\"");
    private static final Pattern POSITION = Pattern.compile("line: ([0-9]+), column: ([0-9]+)");

    /** Runs before the library writes or logs a failure. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException outcome(Throwable failure) {
        Throwable parsing = causeOf(failure, DataFormatException.class);
        if (parsing != null) {
            return new InvalidRequestException("The body is not a valid FHIR R4 resource" + where(parsing) + ".");
        }
        String unparsed = unparsed(failure);
        if (unparsed != null) {
            return new InvalidRequestException("The body is not a valid FHIR R4 resource" + unparsed + ".");
        }
        if (causeOf(failure, BadMessageException.class) != null
                || causeOf(failure, IllegalCharsetNameException.class) != null
                || causeOf(failure, UnsupportedCharsetException.class) != null) {
            return new InvalidRequestException("The request's Content-Type names no character set that is known.");
        }
        if (failure instanceof DatabaseException store) {
            LOG.error("The FHIR store refused: {}", store.getMessage());
            return BaseServerResponseException.newInstance(
                    store.isFull() ? 507 : 503, "Nothing was kept: " + store.getMessage() + ". Send it again later.");
        }
        if (failure instanceof BaseServerResponseException known && known.getStatusCode() < 500) {
            return known;
        }
        if (failure instanceof BaseServerResponseException known && failure.getCause() == null) {
            return known;
        }
        LOG.error("A FHIR request failed: {}", trace(failure));
        return new InternalErrorException("The gateway failed on this request; its log says where.");
    }

    private static String where(Throwable parsing) {
        if (causeOf(parsing, JsonProcessingException.class) instanceof JsonProcessingException json
                && json.getLocation() != null) {
            JsonLocation at = json.getLocation();
            return ": its JSON breaks at line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
        String reason = OutcomeText.withoutValues(String.valueOf(parsing.getMessage()));
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /** What of a parser's message may be told, where the library hands on the message alone; null for another failure. */
    private static @Nullable String unparsed(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.contains("Failed to parse request body")) {
            return null;
        }
        Matcher element = ELEMENT.matcher(message);
        if (element.find()) {
            return ": the value of its element " + element.group(1) + " is none that FHIR allows";
        }
        Matcher position = POSITION.matcher(message);
        return position.find()
                ? ": it breaks at line " + position.group(1) + ", column " + position.group(2)
                : message.contains("Incorrect resource type") ? ": it is a resource of another type" : "";
    }

    private static @Nullable Throwable causeOf(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }

    /** Where it failed, without the messages, which may quote the request. */
    private static String trace(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            trace.append(cause.getClass().getName())
                    .append(Arrays.stream(cause.getStackTrace())
                            .limit(8)
                            .map(frame -> " at " + frame)
                            .collect(Collectors.joining()))
                    .append(cause.getCause() == null ? "" : " caused by ");
        }
        return trace.toString();
    }
}
