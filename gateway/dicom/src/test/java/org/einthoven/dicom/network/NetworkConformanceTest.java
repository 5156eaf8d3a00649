package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.einthoven.dicom.ConformancePage;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What docs/conformance-dicom.md says of associations, contexts, statuses and TLS. */
class NetworkConformanceTest {
    /** From UID to the keyword of the standard. */
    private static final Map<String, String> KEYWORDS = keywords();

    private final DicomServerSettings server = DicomServerSettings.of("EINTHOVEN", 0, Path.of("spool"));

    @Test
    void theImplementationIdentifiesItselfSo() throws IOException {
        ConformancePage.assertTable(
                "implementation",
                List.of(
                        List.of("", ""),
                        List.of("Application context name", AssociateCodec.APPLICATION_CONTEXT),
                        List.of("Implementation class UID", UID.EinthovenImplementationClass),
                        List.of("Implementation version name", UID.EinthovenImplementationVersion)));
    }

    @Test
    void theTransferSyntaxesAreInOrderOfPreference() throws IOException {
        List<List<String>> rows = table("Transfer syntax", "UID");
        server.transferSyntaxes().forEach(uid -> rows.add(List.of(name(uid), uid)));

        ConformancePage.assertTable("transfer-syntaxes", rows);
    }

    @Test
    void anAcceptorTakesTheseContexts() throws IOException {
        Negotiator negotiator = new Negotiator(
                server,
                new DicomServices(
                        object -> DimseStatus.SUCCESS, new NoCommitment(), (result, title) -> DimseStatus.SUCCESS));
        List<List<String>> rows = table("Abstract syntax", "UID", "Role", "Transfer syntaxes");
        KEYWORDS.forEach((uid, keyword) -> {
            if (negotiator.isSupported(uid)) {
                String role = negotiator.mayProvide(uid) ? "SCP; SCU of results that it asked for" : "SCP";
                rows.add(List.of(keyword, uid, role, "all four"));
            }
        });

        assertThat(server.transferSyntaxes()).hasSize(4);
        assertThat(KEYWORDS.keySet()).containsAll(server.storageSopClasses());
        ConformancePage.assertTable("accepted-contexts", rows);
    }

    /** That there is somebody who takes requests is all that is asked of him. */
    private static final class NoCommitment implements StorageCommitmentProvider {
        @Override
        public DimseStatus request(CommitmentRequest request, String callingAeTitle) {
            return DimseStatus.PROCESSING_FAILURE;
        }

        @Override
        public @Nullable CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle) {
            return null;
        }

        @Override
        public void confirmed(CommitmentResult result, String callingAeTitle) {}
    }

    @Test
    void aRequestorProposesTheseContexts() throws IOException {
        List<List<String>> rows = table("For", "Abstract syntax", "UID", "Role", "Transfer syntaxes");
        add(rows, "C-ECHO", List.of(PresentationContext.verification()));
        for (String result : List.of(UID.ComprehensiveSRStorage, UID.EncapsulatedPDFStorage)) {
            add(
                    rows,
                    "C-STORE of results",
                    PresentationContext.storage(result, TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid()));
        }
        addOriginals(rows);
        add(rows, "N-ACTION of a commitment", List.of(PresentationContext.commitmentRequest()));
        add(rows, "N-EVENT-REPORT of a commitment", List.of(PresentationContext.commitmentResult()));
        for (QueryRetrieveModel model : QueryRetrieveModel.values()) {
            add(rows, "C-FIND", List.of(PresentationContext.query(model.findUid())));
            add(rows, "C-MOVE", List.of(PresentationContext.query(model.moveUid())));
            add(rows, "C-GET", PresentationContext.get(model, List.of()));
        }
        add(rows, "C-FIND of a worklist", List.of(PresentationContext.query(UID.ModalityWorklistInformationModelFind)));
        add(
                rows,
                "C-STORE within a C-GET",
                PresentationContext.get(QueryRetrieveModel.STUDY_ROOT, new TreeSet<>(SopClasses.ECG_STORAGE)).stream()
                        .skip(1)
                        .toList());

        ConformancePage.assertTable("proposed-contexts", rows);
    }

    /** An object's own transfer syntax has a context of its own. */
    private static void addOriginals(List<List<String>> rows) {
        for (String uid : new TreeSet<>(SopClasses.ECG_STORAGE)) {
            List<PresentationContext> contexts =
                    PresentationContext.storage(uid, TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN.uid());
            assertThat(contexts).hasSize(2).noneMatch(PresentationContext::isProvider);
            assertThat(contexts.get(0).transferSyntaxUids())
                    .containsExactly(TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN.uid());
            rows.add(List.of(
                    "C-STORE of originals",
                    String.valueOf(KEYWORDS.get(uid)),
                    uid,
                    "SCU",
                    "the object's own; in a second context " + names(contexts.get(1))));
        }
    }

    private static String names(PresentationContext context) {
        return context.transferSyntaxUids().stream()
                .map(NetworkConformanceTest::name)
                .collect(Collectors.joining(", "));
    }

    private static void add(List<List<String>> rows, String service, List<PresentationContext> contexts) {
        for (PresentationContext context : contexts) {
            String uid = context.abstractSyntaxUid();
            assertThat(KEYWORDS).containsKey(uid);
            boolean all = context.transferSyntaxUids().equals(TransferSyntaxes.BY_PREFERENCE);
            rows.add(List.of(
                    service,
                    String.valueOf(KEYWORDS.get(uid)),
                    uid,
                    context.isProvider() ? "SCP" : "SCU",
                    all ? "all four" : names(context)));
        }
    }

    @Test
    void statusesMeanTheSameEverywhere() throws Exception {
        List<List<String>> rows = table("Status", "Meaning", "Taken as", "Tried again");
        for (DimseStatus status : constants(DimseStatus.class, Comparator.comparing(DimseStatus::code))) {
            rows.add(List.of(
                    String.format(Locale.ROOT, "%04X", status.code()),
                    status.isSuccess() ? "success" : status.comment(),
                    kind(status),
                    status.isWorthRetrying() ? "yes" : "no"));
        }

        ConformancePage.assertTable("statuses", rows);
    }

    private static String kind(DimseStatus status) {
        if (status.isSuccess()) {
            return "success";
        }
        return status.isWarning() ? "warning" : status.isCancelled() ? "cancelled" : "failure";
    }

    @Test
    void associationsAreRejectedForTheseReasons() throws Exception {
        List<List<String>> rows = table("Result", "Source", "Reason", "Meaning");
        Comparator<AssociateReject> order =
                Comparator.comparing(AssociateReject::source).thenComparing(AssociateReject::reason);
        for (AssociateReject reject : constants(AssociateReject.class, order)) {
            rows.add(List.of(
                    reject.result() == 2 ? "2 (transient)" : "1 (permanent)",
                    String.valueOf(reject.source()),
                    String.valueOf(reject.reason()),
                    reject.meaning()));
        }

        ConformancePage.assertTable("rejections", rows);
    }

    @Test
    void tlsIsOfferedSo() throws IOException {
        List<List<String>> rows = table("Protocol", "Cipher suite");
        for (String protocol : TlsProfile.PROTOCOLS) {
            boolean isOlder = protocol.equals("TLSv1.2");
            for (String suite : new TreeSet<>(TlsProfile.CIPHER_SUITES)) {
                if (suite.contains("_WITH_") == isOlder) {
                    rows.add(List.of(protocol.replace("v", " "), suite));
                }
            }
        }

        assertThat(rows).hasSize(1 + TlsProfile.CIPHER_SUITES.size());
        ConformancePage.assertTable("tls", rows);
    }

    private static List<List<String>> table(String... heading) {
        return new ArrayList<>(List.of(List.of(heading)));
    }

    private static String name(String transferSyntaxUid) {
        TransferSyntax syntax = TransferSyntax.of(transferSyntaxUid);
        return (syntax.deflated() ? "Deflated " : "")
                + (syntax.explicit() ? "Explicit" : "Implicit")
                + " VR "
                + (syntax.bigEndian() ? "Big" : "Little")
                + " Endian";
    }

    private static <T> List<T> constants(Class<T> type, Comparator<T> order) throws IllegalAccessException {
        List<T> constants = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType().equals(type)) {
                field.setAccessible(true);
                constants.add(type.cast(field.get(null)));
            }
        }
        constants.sort(order);
        return constants;
    }

    private static Map<String, String> keywords() {
        Map<String, String> keywords = new TreeMap<>();
        for (Field field : UID.class.getFields()) {
            try {
                keywords.put(String.valueOf(field.get(null)), field.getName());
            } catch (IllegalAccessException e) {
                throw new AssertionError(Arrays.toString(UID.class.getFields()), e);
            }
        }
        return keywords;
    }
}
