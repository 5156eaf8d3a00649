package org.einthoven.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.TlsSettings;
import org.jspecify.annotations.Nullable;

/** Receive DICOM objects by C-STORE; send, find, move and get them; ask by C-ECHO whether a peer answers. */
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
    static final String FIND = "find";
    static final String MOVE = "move";
    static final String GET = "get";
    private static final Set<String> LEVELS = Set.of("patient", "study", "series", "image");
    private static final Set<String> ROOTS = Set.of("patient", "study");
    private static final Set<String> SENDING = Set.of(STORE, ECHO, FIND, MOVE, GET);

    @UriPath(
            enums = "store,echo,find,move,get",
            description =
                    "store: a consumer receives objects, a producer sends the file in the body. As producers only:"
                            + " echo verifies that the peer answers; find makes the body a list of matches, each a map from"
                            + " keyword to text; move has the peer send objects to destination; get makes the body a list of the"
                            + " objects' files, which are removed when the exchange ends unless they were moved")
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
            description = "The AE titles beside aeTitle that are answered, separated by commas; associations that call"
                    + " another are rejected. Without any, every called AE title is answered")
    private String calledAeTitles = "";

    @UriParam(label = "consumer", defaultValue = "64", description = "Associations served at once; more are rejected")
    private int maxAssociations = 64;

    @UriParam(
            label = "consumer",
            defaultValue = "131072",
            description = "Maximum length received: of P-DATA-TF PDUs, in bytes, 4096 to 1048576")
    private int maxPduLength = 131_072;

    @UriParam(
            label = "consumer",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description =
                    "How long an association may be silent, and a message take beside a second for each 1,024 bytes")
    private long idleTimeout = 300_000;

    @UriParam(
            defaultValue = "2048",
            description = "Largest object in MiB that is taken by store or get; a larger one is answered A700")
    private int maxObjectMegabytes = 2048;

    @UriParam(
            label = "consumer",
            description = "UIDs of storage SOP classes that are accepted beside those that may hold ECGs, separated by"
                    + " commas: private ones, or others of the standard")
    private String sopClasses = "";

    @UriParam(
            label = "consumer",
            description = "Whether every storage class of the standard is accepted, not only those that hold ECGs")
    private boolean everyStorageClass;

    @UriParam(
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

    @UriParam(
            label = "producer",
            description = "Of find, move and get: what to match and to return, as KEYWORD=VALUE;KEYWORD=VALUE with the"
                    + " keywords of the data dictionary, such as StudyDate=20260101-20260102;StudyInstanceUID=. The header"
                    + " CamelDicomKeys, a map, adds to them")
    private String keys = "";

    @UriParam(
            label = "producer",
            defaultValue = "study",
            enums = "patient,study,series,image",
            description = "Of find, move and get: Query/Retrieve Level")
    private String level = "study";

    @UriParam(
            label = "producer",
            defaultValue = "study",
            enums = "patient,study,worklist",
            description = "Of find, move and get: the information model's root; worklist, of find only, asks a modality"
                    + " worklist")
    private String model = "study";

    @UriParam(
            label = "producer",
            description = "Of find: after so many matches the search is cancelled, and the header CamelDicomComplete"
                    + " says false; 0 for no limit")
    private int limit;

    @UriParam(label = "producer", description = "Of move: the AE title that the peer sends to; by default aeTitle")
    private @Nullable String destination;

    @UriParam(label = "security", description = "Whether associations go by TLS, with the keys of the component's tls")
    private boolean tls;

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
        if (!SENDING.contains(operation)) {
            throw new IllegalArgumentException(
                    "dicom: sends by store, echo, find, move or get, not by '" + operation + "'");
        }
        requireOneOf("level", level, LEVELS);
        requireOneOf("model", model, FIND.equals(operation) ? Set.of("patient", "study", "worklist") : ROOTS);
        RemoteAe peer = remoteAe();
        return switch (operation) {
            case FIND -> new DicomFindProducer(this, peer);
            case MOVE -> new DicomMoveProducer(this, peer);
            case GET -> new DicomGetProducer(this, peer);
            case ECHO -> new DicomEchoProducer(this, peer);
            default -> new DicomStoreProducer(this, peer);
        };
    }

    private static void requireOneOf(String option, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(
                    "dicom: " + option + " is one of " + new TreeSet<>(allowed) + ", not '" + value + "'");
        }
    }

    /** Opens an association to the peer. */
    DicomAssociation connect(RemoteAe peer, List<PresentationContext> contexts) throws IOException {
        return component.requireNetwork().connect(peer, clientSettings(), contexts);
    }

    QueryRetrieveModel queryRetrieveModel() {
        return "patient".equals(model) ? QueryRetrieveModel.PATIENT_ROOT : QueryRetrieveModel.STUDY_ROOT;
    }

    private @Nullable TlsSettings tlsSettings() {
        return tls ? component.requireTls() : null;
    }

    Path spool() {
        return Path.of(spoolFolder == null ? System.getProperty("java.io.tmpdir") : spoolFolder);
    }

    DicomServerSettings serverSettings() throws IOException {
        InetAddress address = InetAddress.getByName(bind);
        return DicomServerSettings.of(aeTitle, port, spool())
                .withAddress(new InetSocketAddress(address, port))
                .withCalledAeTitles(calledTitles())
                .withAllowedCallers(callers(address))
                .withStorageSopClasses(storageClasses())
                .withEveryStorageClass(everyStorageClass)
                .withMaximumAssociations(maxAssociations)
                .withMaximumPduLength(maxPduLength)
                .withMaximumObjectSize((long) maxObjectMegabytes << 20)
                .withIdleTimeout(Duration.ofMillis(idleTimeout))
                .withDrainTimeout(Duration.ofSeconds(4))
                .withTls(tlsSettings());
    }

    private Set<String> calledTitles() {
        Set<String> titles = DicomOptions.items(calledAeTitles).collect(Collectors.toCollection(TreeSet::new));
        if (!titles.isEmpty()) {
            titles.add(aeTitle);
        }
        return titles;
    }

    private Set<String> storageClasses() {
        return Stream.concat(SopClasses.ECG_STORAGE.stream(), DicomOptions.sopClasses(sopClasses).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<AllowedCaller> callers(InetAddress address) {
        Set<AllowedCaller> callers =
                DicomOptions.items(allowedCallers).map(AllowedCaller::parse).collect(Collectors.toUnmodifiableSet());
        // Reachable by others and nobody named: a title that nobody can know keeps everyone out.
        return callers.isEmpty() && !address.isLoopbackAddress() ? Set.of(nobody()) : callers;
    }

    private static AllowedCaller nobody() {
        return new AllowedCaller(UUID.randomUUID().toString().replace("-", "").substring(0, 16), null);
    }

    DicomClientSettings clientSettings() {
        return DicomClientSettings.of(aeTitle)
                .withConnectTimeout(Duration.ofMillis(connectTimeout))
                .withResponseTimeout(Duration.ofMillis(responseTimeout))
                .withMaximumObjectSize((long) maxObjectMegabytes << 20)
                .withTls(tlsSettings());
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

    public String getCalledAeTitles() {
        return calledAeTitles;
    }

    public void setCalledAeTitles(String calledAeTitles) {
        this.calledAeTitles = calledAeTitles;
    }

    public int getMaxPduLength() {
        return maxPduLength;
    }

    public void setMaxPduLength(int maxPduLength) {
        this.maxPduLength = maxPduLength;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public String getSopClasses() {
        return sopClasses;
    }

    public void setSopClasses(String sopClasses) {
        this.sopClasses = sopClasses;
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

    public String getKeys() {
        return keys;
    }

    public void setKeys(String keys) {
        this.keys = keys;
    }

    public String getLevel() {
        return level;
    }

    public void setLevel(String level) {
        this.level = level;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public int getLimit() {
        return limit;
    }

    public void setLimit(int limit) {
        this.limit = limit;
    }

    public @Nullable String getDestination() {
        return destination;
    }

    public void setDestination(@Nullable String destination) {
        this.destination = destination;
    }

    public boolean isTls() {
        return tls;
    }

    public void setTls(boolean tls) {
        this.tls = tls;
    }
}
