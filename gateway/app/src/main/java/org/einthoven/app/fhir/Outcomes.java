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
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one sentence of every failure, without what the request contained and without a stack trace. */
@Interceptor
public final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    /** Runs before the library writes or logs a failure. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException outcome(Throwable failure) {
        Throwable parsing = causeOf(failure, DataFormatException.class);
        if (parsing != null) {
            return new InvalidRequestException("The body is not a valid FHIR R4 resource" + where(parsing) + ".");
        }
        if (failure instanceof StoreException store) {
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
