package org.einthoven.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.einthoven.dicom.network.AllowedCaller;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/** Receive DICOM objects by C-STORE, send them by C-STORE, and ask by C-ECHO whether a peer answers. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dicom",
        title = "DICOM",
        syntax = "dicom:operation",
        category = {Category.HEALTH},
        headersClass = DicomConstants.class)
public class DicomEndpoint extends DefaultEndpoint {
    static final String STORE = "store";
    static final String ECHO = "echo";

    @UriPath(
            enums = "store,echo",
            description = "store: a consumer receives objects, a producer sends the file in the body; echo: a producer"
                    + " verifies that the peer answers")
    @Metadata(required = true)
    private String operation = "";

    @UriParam(defaultValue = "EINTHOVEN", description = "The gateway's own AE title")
    private String aeTitle = "EINTHOVEN";

    @UriParam(label = "consumer", defaultValue = "127.0.0.1", description = "Address of this machine to listen on")
    private String bind = "127.0.0.1";

    @UriParam(label = "consumer", defaultValue = "11112", description = "Port to listen on; 0 takes any free one")
    private int port = 11112;

    @UriParam(
            label = "consumer,security",
            description = "Who may send, separated by commas: AE titles (CART1), from certain addresses only"
                    + " (CART1@10.1.2.3, CART1@10.1.0.0/16), or any title from there (*@10.1.0.0/16). Without any,"
                    + " everyone may send while the listener is bound to loopback, and nobody otherwise")
    private String allowedCallers = "";

    @UriParam(
            label = "consumer,security",
            description = "Whether associations that call another AE title than aeTitle are rejected")
    private boolean checkCalledAeTitle;

    @UriParam(label = "consumer", defaultValue = "64", description = "Associations served at once; more are rejected")
    private int maxAssociations = 64;

    @UriParam(
            label = "consumer",
            defaultValue = "2048",
            description = "Largest object in MiB; a larger one is answered A700")
    private int maxObjectMegabytes = 2048;

    @UriParam(
            label = "consumer",
            description = "Whether every storage class of the standard is accepted, not only those that hold ECGs")
    private boolean everyStorageClass;

    @UriParam(
            label = "consumer",
            description = "Folder for objects while they arrive, best on the file system that they are moved to;"
                    + " by default in the temporary folder")
    private @Nullable String spoolFolder;

    @UriParam(label = "producer", description = "The peer as AETITLE@HOST:PORT")
    private @Nullable String remote;

    @UriParam(
            label = "producer",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long connecting may take")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "How long the peer may take to answer a request")
    private long responseTimeout = 60_000;

    private final DicomComponent component;

    public DicomEndpoint(String uri, DicomComponent component) {
        super(uri, component);
        this.component = component;
    }

    @Override
    public DicomComponent getComponent() {
        return component;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!STORE.equals(operation)) {
            throw new IllegalArgumentException("a route starts from dicom:store; dicom:" + operation + " only sends");
        }
        DicomConsumer consumer = new DicomConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (!STORE.equals(operation) && !ECHO.equals(operation)) {
            throw new IllegalArgumentException("dicom: sends by store or echo, not by '" + operation + "'");
        }
        return new DicomProducer(this, remoteAe());
    }

    DicomServerSettings serverSettings() throws IOException {
        InetAddress address = InetAddress.getByName(bind);
        Path spool = Path.of(spoolFolder == null ? System.getProperty("java.io.tmpdir") : spoolFolder);
        return DicomServerSettings.of(aeTitle, port, spool)
                .withAddress(new InetSocketAddress(address, port))
                .withCalledAeTitleChecked(checkCalledAeTitle)
                .withAllowedCallers(callers(address))
                .withEveryStorageClass(everyStorageClass)
                .withMaximumAssociations(maxAssociations)
                .withMaximumObjectSize((long) maxObjectMegabytes << 20)
                .withDrainTimeout(Duration.ofSeconds(4));
    }

    private Set<AllowedCaller> callers(InetAddress address) {
        Set<AllowedCaller> callers = Arrays.stream(allowedCallers.split(",", -1))
                .map(String::strip)
                .filter(caller -> !caller.isEmpty())
                .map(AllowedCaller::parse)
                .collect(Collectors.toUnmodifiableSet());
        // Reachable by others and nobody named: a title that nobody can know keeps everyone out.
        return callers.isEmpty() && !address.isLoopbackAddress() ? Set.of(nobody()) : callers;
    }

    private static AllowedCaller nobody() {
        return new AllowedCaller(UUID.randomUUID().toString().replace("-", "").substring(0, 16), null);
    }

    DicomClientSettings clientSettings() {
        return DicomClientSettings.of(aeTitle)
                .withConnectTimeout(Duration.ofMillis(connectTimeout))
                .withResponseTimeout(Duration.ofMillis(responseTimeout));
    }

    private RemoteAe remoteAe() {
        if (remote == null) {
            throw new IllegalArgumentException("dicom:" + operation + " needs remote=AETITLE@HOST:PORT");
        }
        return RemoteAe.parse(remote);
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getAeTitle() {
        return aeTitle;
    }

    public void setAeTitle(String aeTitle) {
        this.aeTitle = aeTitle;
    }

    public String getBind() {
        return bind;
    }

    public void setBind(String bind) {
        this.bind = bind;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public String getAllowedCallers() {
        return allowedCallers;
    }

    public void setAllowedCallers(String allowedCallers) {
        this.allowedCallers = allowedCallers;
    }

    public boolean isCheckCalledAeTitle() {
        return checkCalledAeTitle;
    }

    public void setCheckCalledAeTitle(boolean checkCalledAeTitle) {
        this.checkCalledAeTitle = checkCalledAeTitle;
    }

    public int getMaxAssociations() {
        return maxAssociations;
    }

    public void setMaxAssociations(int maxAssociations) {
        this.maxAssociations = maxAssociations;
    }

    public int getMaxObjectMegabytes() {
        return maxObjectMegabytes;
    }

    public void setMaxObjectMegabytes(int maxObjectMegabytes) {
        this.maxObjectMegabytes = maxObjectMegabytes;
    }

    public boolean isEveryStorageClass() {
        return everyStorageClass;
    }

    public void setEveryStorageClass(boolean everyStorageClass) {
        this.everyStorageClass = everyStorageClass;
    }

    public @Nullable String getSpoolFolder() {
        return spoolFolder;
    }

    public void setSpoolFolder(@Nullable String spoolFolder) {
        this.spoolFolder = spoolFolder;
    }

    public @Nullable String getRemote() {
        return remote;
    }

    public void setRemote(@Nullable String remote) {
        this.remote = remote;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }
}
