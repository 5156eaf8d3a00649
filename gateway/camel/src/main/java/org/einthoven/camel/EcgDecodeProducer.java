package org.einthoven.camel;

import java.nio.file.Path;
import java.time.ZoneId;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.ecg.EcgRecording;

/** {@code ecg:decode}: the file in the body becomes an {@link EcgReading}. */
final class EcgDecodeProducer extends DefaultProducer {
    private final EcgEndpoint endpoint;

    EcgDecodeProducer(EcgEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Path file = message.getMandatoryBody(Path.class);
        EcgRecording recording = endpoint.getComponent().getDecoder().decode(file, options(message));
        message.setHeader(EcgConstants.FORMAT, recording.format());
        message.setHeader(EcgConstants.SOURCE_KEY, recording.source().key());
        message.setBody(EcgReading.of(recording));
    }

    private DecodingOptions options(Message message) {
        String zone = message.getHeader(EcgConstants.TIME_ZONE, endpoint.getTimeZone(), String.class);
        return DecodingOptions.DEFAULT
                .withTimeZone(zone == null || zone.isBlank() ? null : ZoneId.of(zone))
                .withMaximumBytes((long) endpoint.getMaximumMegabytes() << 20);
    }
}
