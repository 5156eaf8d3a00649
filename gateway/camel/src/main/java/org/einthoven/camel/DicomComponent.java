package org.einthoven.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.einthoven.dicom.network.Admission;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.StorageCommitmentProvider;
import org.einthoven.dicom.network.StorageCommitmentUser;
import org.einthoven.dicom.network.TlsSettings;
import org.jspecify.annotations.Nullable;

/** The component {@code dicom:}, on whichever DICOM engine the registry holds. */
@Component("dicom")
public class DicomComponent extends DefaultComponent {
    @Metadata(label = "advanced", autowired = true, description = "The DICOM engine")
    private @Nullable DicomNetwork network;

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Asked before an association or an object is taken; without it everything is")
    private @Nullable Admission admission;

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Takes requests for storage commitment; without it none is offered")
    private @Nullable StorageCommitmentProvider commitmentProvider;

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Takes the results of storage commitments that this side asked for")
    private @Nullable StorageCommitmentUser commitmentUser;

    @Metadata(label = "security", autowired = true, description = "Keys and trust of endpoints with tls=true")
    private @Nullable TlsSettings tls;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DicomEndpoint endpoint = new DicomEndpoint(uri, this);
        endpoint.setOperation(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public @Nullable DicomNetwork getNetwork() {
        return network;
    }

    public void setNetwork(@Nullable DicomNetwork network) {
        this.network = network;
    }

    public @Nullable Admission getAdmission() {
        return admission;
    }

    public void setAdmission(@Nullable Admission admission) {
        this.admission = admission;
    }

    public @Nullable StorageCommitmentProvider getCommitmentProvider() {
        return commitmentProvider;
    }

    public void setCommitmentProvider(@Nullable StorageCommitmentProvider commitmentProvider) {
        this.commitmentProvider = commitmentProvider;
    }

    public @Nullable StorageCommitmentUser getCommitmentUser() {
        return commitmentUser;
    }

    public void setCommitmentUser(@Nullable StorageCommitmentUser commitmentUser) {
        this.commitmentUser = commitmentUser;
    }

    public @Nullable TlsSettings getTls() {
        return tls;
    }

    public void setTls(@Nullable TlsSettings tls) {
        this.tls = tls;
    }

    TlsSettings requireTls() {
        if (tls == null) {
            throw new IllegalStateException("dicom: with tls=true needs TlsSettings in the registry (dicom.tls)");
        }
        return tls;
    }

    DicomNetwork requireNetwork() {
        if (network == null) {
            throw new IllegalStateException("dicom: needs a DicomNetwork in the registry");
        }
        return network;
    }
}
