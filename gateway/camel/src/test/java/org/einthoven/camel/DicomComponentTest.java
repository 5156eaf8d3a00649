package org.einthoven.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer and a producer of {@code dicom:} against each other, over a real association. */
class DicomComponentTest {
    private static final String TWELVE_LEAD_ECG = "1.2.840.10008.5.1.4.1.1.9.1.1";

    @TempDir
    Path folder;

    private final CamelContext context = new DefaultCamelContext();
    private final AtomicReference<Map<String, Object>> headers = new AtomicReference<>();
    private final AtomicReference<byte[]> content = new AtomicReference<>();
    private Processor handler = exchange -> {};
    private Path file;

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("network", new EinthovenDicomNetwork());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("dicom:store?port=0&aeTitle=HERE&spoolFolder=" + folder.resolve("spool"))
                        .routeId("receive")
                        .process(exchange -> {
                            headers.set(Map.copyOf(exchange.getMessage().getHeaders()));
                            content.set(Files.readAllBytes(exchange.getMessage().getMandatoryBody(Path.class)));
                            handler.process(exchange);
                        });
            }
        });
        context.start();
        file = folder.resolve("object.dcm");
        DicomDataset dataset = new DicomDataset();
        dataset.setString(Tag.SOPClassUID, TWELVE_LEAD_ECG);
        dataset.setString(Tag.SOPInstanceUID, "1.2.3.4");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.standard().write(DicomFile.of(dataset), out);
        }
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void anObjectArrivesAsAFileWithItsHeaders() throws Exception {
        Exchange sent = send();

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(0);
        assertThat(headers.get())
                .containsEntry(DicomConstants.SOP_CLASS_UID, TWELVE_LEAD_ECG)
                .containsEntry(DicomConstants.SOP_INSTANCE_UID, "1.2.3.4")
                .containsEntry(DicomConstants.CALLING_AE_TITLE, "THERE")
                .containsEntry(DicomConstants.CALLED_AE_TITLE, "HERE")
                .containsEntry(DicomConstants.REMOTE_ADDRESS, "127.0.0.1");
        assertThat(content.get()).startsWith(new byte[128]);
    }

    @Test
    void aRouteThatFailsToKeepTheObjectAnswersOutOfResources() {
        handler = exchange -> {
            throw new IOException("no space left");
        };

        assertThat(send().getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(0xA700);
    }

    @Test
    void anUnreadableObjectIsAnsweredCannotUnderstand() {
        handler = exchange -> {
            throw new EcgDecodingException("no waveform");
        };

        assertThat(send().getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(0xC000);
    }

    @Test
    void aRouteMayChooseTheStatus() {
        handler = exchange -> exchange.getMessage().setHeader(DicomConstants.STATUS, 0x0124);

        assertThat(send().getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(0x0124);
    }

    @Test
    void echoAnswersWhileTheRouteRuns() throws Exception {
        String address = "dicom:echo?remote=HERE@127.0.0.1:" + port();
        context.createProducerTemplate().sendBody(address, "");

        context.getRouteController().stopRoute("receive");

        assertThatThrownBy(() -> context.createProducerTemplate().sendBody(address, ""))
                .isInstanceOf(CamelExecutionException.class);
    }

    @Test
    void mistypedOptionsAreRefused() {
        assertThatThrownBy(() -> context.getEndpoint("dicom:store?aeTitel=X")).hasMessageContaining("aeTitel");
        assertThatThrownBy(() -> context.getEndpoint("dicom:stroe").createProducer())
                .hasMessageContaining("stroe");
        assertThatThrownBy(() -> context.getEndpoint("ecg:decode?timeZon=UTC")).hasMessageContaining("timeZon");
        assertThatThrownBy(() -> context.getEndpoint("ecg:decod").createProducer())
                .hasMessageContaining("decode, measure, normalise, predict and report");
    }

    private Exchange send() {
        return context.createProducerTemplate()
                .send("dicom:store?aeTitle=THERE&remote=HERE@127.0.0.1:" + port(), exchange -> exchange.getMessage()
                        .setBody(file, Path.class));
    }

    private int port() {
        return ((DicomConsumer) context.getRoute("receive").getConsumer()).port();
    }
}
