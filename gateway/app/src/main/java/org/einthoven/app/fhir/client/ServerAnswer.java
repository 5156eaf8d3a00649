package org.einthoven.app.fhir.client;

import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import ca.uhn.fhir.rest.client.exceptions.NonFhirResponseException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.einthoven.app.fhir.OutcomeText;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;

/** What a server's failure means for a delivery, said without patient data. */
final class ServerAnswer {
    private static final Set<Integer> TRY_AGAIN = Set.of(401, 403, 408, 425, 429);

    private static final int MOST_ISSUES = 3;

    private ServerAnswer() {}

    /** @param pause that the answer asks for; zero for none */
    static DeliveryResult of(BaseServerResponseException failure, Duration pause) {
        if (!pause.isZero()) {
            return new DeliveryResult.RetryLater(
                    "HTTP " + failure.getStatusCode() + ": the server asks for a pause of " + pause.toSeconds() + " s",
                    true,
                    pause);
        }
        if (failure instanceof NonFhirResponseException
                || (failure.getStatusCode() == 404 && failure.getOperationOutcome() == null)) {
            // A proxy whose server is away, or a page that asks to log in: the server itself has said nothing.
            return new DeliveryResult.RetryLater(
                    "HTTP " + failure.getStatusCode() + " with an answer that is not FHIR");
        }
        if (failure instanceof FhirClientConnectionException || failure.getStatusCode() == 0) {
            return new DeliveryResult.RetryLater(connection(failure));
        }
        int status = failure.getStatusCode();
        if (status >= 500 || TRY_AGAIN.contains(status)) {
            return new DeliveryResult.RetryLater("HTTP " + status + again(status));
        }
        return new DeliveryResult.Refused("HTTP " + status + detail(failure));
    }

    private static String again(int status) {
        return switch (status) {
            case 401, 403 -> ": the server does not accept our credentials";
            case 429 -> ": the server asks for fewer requests";
            default -> "";
        };
    }

    private static String connection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return "no answer in time";
            }
            if (cause instanceof UnknownHostException) {
                return "the server's host name is not known";
            }
            if (cause instanceof ConnectException) {
                return "no connection to the server";
            }
            if (cause instanceof SSLException) {
                return "no secure connection to the server (TLS)";
            }
        }
        return "the connection to the server failed";
    }

    /** What a transaction's answer warns of although it was taken; null for nothing. */
    static @Nullable String warning(Bundle response) {
        String warnings = told(
                response.getEntry().stream().map(entry -> entry.getResponse().getOutcome()));
        return warnings.isEmpty() ? null : warnings;
    }

    private static String detail(BaseServerResponseException failure) {
        String issues = told(Stream.ofNullable(failure.getOperationOutcome()));
        return issues.isEmpty() ? "" : ": " + issues;
    }

    /** The first things that these outcomes say, but for mere information. */
    private static String told(Stream<? extends IBaseResource> outcomes) {
        return outcomes.filter(OperationOutcome.class::isInstance)
                .flatMap(outcome -> ((OperationOutcome) outcome).getIssue().stream())
                .filter(issue -> issue.getSeverity() != OperationOutcome.IssueSeverity.INFORMATION)
                .map(ServerAnswer::text)
                .distinct()
                .limit(MOST_ISSUES)
                .collect(Collectors.joining("; "));
    }

    private static String text(OperationOutcomeIssueComponent issue) {
        String code = issue.hasCode() ? issue.getCode().toCode() : "error";
        List<String> at = issue.getExpression().stream()
                .map(expression -> OutcomeText.withoutValues(expression.getValue()))
                .toList();
        String diagnostics = issue.hasDiagnostics()
                ? issue.getDiagnostics()
                : issue.getDetails().getText();
        return code
                + (at.isEmpty() ? "" : " at " + String.join(", ", at))
                + (diagnostics == null ? "" : ": " + OutcomeText.withoutValues(diagnostics));
    }
}
