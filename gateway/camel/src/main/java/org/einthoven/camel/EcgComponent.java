package org.einthoven.camel;

import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.Normaliser;
import org.jspecify.annotations.Nullable;

/** The component {@code ecg:}; decoder, normaliser, encoder and clock come from the registry where it holds them. */
@Component("ecg")
public class EcgComponent extends DefaultComponent {
    @Metadata(label = "advanced", autowired = true, description = "Reads ECGs; the standard decoder by default")
    private EcgDecoder decoder = EcgDecoder.standard();

    @Metadata(label = "advanced", autowired = true, description = "Brings ECGs into the encoder's form")
    private Normaliser normaliser = new Normaliser();

    @Metadata(label = "advanced", autowired = true, description = "The model; needed by predict and report")
    private @Nullable Encoder encoder;

    @Metadata(label = "advanced", autowired = true, description = "Dates reports")
    private Clock clock = Clock.systemUTC();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        EcgEndpoint endpoint = new EcgEndpoint(uri, this);
        endpoint.setStep(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public EcgDecoder getDecoder() {
        return decoder;
    }

    public void setDecoder(EcgDecoder decoder) {
        this.decoder = decoder;
    }

    public Normaliser getNormaliser() {
        return normaliser;
    }

    public void setNormaliser(Normaliser normaliser) {
        this.normaliser = normaliser;
    }

    public @Nullable Encoder getEncoder() {
        return encoder;
    }

    public void setEncoder(@Nullable Encoder encoder) {
        this.encoder = encoder;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    Encoder requireEncoder() {
        if (encoder == null) {
            throw new IllegalStateException("ecg:predict and ecg:report need an Encoder in the registry");
        }
        return encoder;
    }
}
