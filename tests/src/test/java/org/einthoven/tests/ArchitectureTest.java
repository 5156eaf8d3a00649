package org.einthoven.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The directions that docs/architecture.md promises. */
@AnalyzeClasses(packages = "org.einthoven", importOptions = ArchitectureTest.ProductOnly.class)
class ArchitectureTest {
    private static final String ECG = "org.einthoven.ecg..";
    private static final String DICOM = "org.einthoven.dicom..";
    private static final String DCM4CHE = "org.einthoven.dicom.dcm4che..";
    private static final String DICOMWEB = "org.einthoven.dicomweb..";
    private static final String CODECS = "org.einthoven.codecs..";
    private static final String ENCODER = "org.einthoven.encoder..";
    private static final String REPORT = "org.einthoven.report..";
    private static final String CAMEL = "org.einthoven.camel..";
    private static final String APP = "org.einthoven.app..";
    private static final String TRAINING = "org.einthoven.training..";

    @ArchTest
    static final ArchRule VOCABULARY_NEEDS_THE_JDK_ONLY =
            onlyDependsOn(ECG, ECG, "java..", "javax.crypto..", "org.jspecify..");

    @ArchTest
    static final ArchRule DICOM_NEEDS_THE_JDK_ONLY = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage(DICOM)
            .and()
            .resideOutsideOfPackage(DCM4CHE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(DICOM, "java..", "javax.net..", "javax.crypto..", "org.jspecify..");

    /** On the class path in the Maven profile of that name alone. */
    @ArchTest
    static final ArchRule DCM4CHE_ONLY_BEHIND_ITS_ENGINE = onlyIn("org.dcm4che3..", DCM4CHE);

    @ArchTest
    static final ArchRule OBJECTS_DO_NOT_KNOW_THE_NETWORK = noClasses()
            .that()
            .resideInAnyPackage("org.einthoven.dicom", "org.einthoven.dicom.deidentify")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.einthoven.dicom.network..");

    @ArchTest
    static final ArchRule CODECS_KNOW_THEIR_FLOOR =
            neverDependsOn(CODECS, ENCODER, REPORT, DICOMWEB, CAMEL, APP, TRAINING, "org.einthoven.dicom.network..");

    @ArchTest
    static final ArchRule ENCODER_KNOWS_ITS_FLOOR =
            neverDependsOn(ENCODER, CODECS, REPORT, DICOMWEB, CAMEL, APP, TRAINING, DICOM);

    @ArchTest
    static final ArchRule REPORT_KNOWS_ITS_FLOOR =
            neverDependsOn(REPORT, CODECS, ENCODER, DICOMWEB, CAMEL, APP, TRAINING, "org.einthoven.dicom.network..");

    @ArchTest
    static final ArchRule DICOMWEB_KNOWS_ITS_FLOOR =
            neverDependsOn(DICOMWEB, ECG, CODECS, ENCODER, REPORT, CAMEL, APP, TRAINING, "jakarta.servlet..");

    @ArchTest
    static final ArchRule CAMEL_DOES_NOT_KNOW_THE_APP = neverDependsOn(CAMEL, APP, TRAINING);

    @ArchTest
    static final ArchRule THE_APP_DOES_NOT_TRAIN = neverDependsOn(APP, TRAINING);

    @ArchTest
    static final ArchRule TRAINING_SHARES_NORMALISER_CODECS_AND_MANIFEST =
            neverDependsOn(TRAINING, REPORT, DICOMWEB, CAMEL, APP, "ai.djl..", "org.einthoven.dicom.network..");

    @ArchTest
    static final ArchRule CAMEL_ONLY_IN_CAMEL_AND_APP = onlyIn("org.apache.camel..", CAMEL, APP);

    @ArchTest
    static final ArchRule DJL_ONLY_IN_ENCODER = onlyIn("ai.djl..", ENCODER);

    @ArchTest
    static final ArchRule MIME4J_ONLY_IN_DICOMWEB = onlyIn("org.apache.james.mime4j..", DICOMWEB);

    @ArchTest
    static final ArchRule WOODSTOX_ONLY_WHERE_XML_IS_READ = onlyIn("com.ctc.wstx..", "org.einthoven.codecs.xml..");

    @ArchTest
    static final ArchRule GRAPHS_ONLY_IN_TRAINING = onlyIn("org.tensorflow.op..", TRAINING);

    @ArchTest
    static final ArchRule HAPI_ONLY_WHERE_FHIR_IS = onlyIn("ca.uhn.fhir..", "org.einthoven.codecs.fhir..", REPORT, APP);

    @ArchTest
    static final ArchRule FHIR_MODEL_ONLY_WHERE_FHIR_IS =
            onlyIn("org.hl7.fhir..", "org.einthoven.codecs.fhir..", REPORT, APP);

    @ArchTest
    static final ArchRule PACKAGES_OF_THE_APP_HAVE_NO_CYCLES =
            slices().matching("org.einthoven.app.(*)..").should().beFreeOfCycles();

    /** The modules of the gateway and of the training, whether they come as folders or as jars, without their tests. */
    static final class ProductOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/")
                    && !location.contains("-tests.jar")
                    && !location.contains("fhir-server")
                    && !location.contains("brokers");
        }
    }

    private static ArchRule onlyDependsOn(String floor, String... allowed) {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(floor)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private static ArchRule neverDependsOn(String floor, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(floor)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static ArchRule onlyIn(String library, String... floors) {
        return noClasses()
                .that()
                .resideInAPackage("org.einthoven..")
                .and()
                .resideOutsideOfPackages(floors)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
