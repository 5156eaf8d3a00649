package org.einthoven.camel;

import org.apache.camel.spi.Metadata;

/** Headers of exchanges that pass {@code ecg:}. */
public final class EcgConstants {
    @Metadata(
            description = "decode: the time zone of local times in this message; stands above the option timeZone",
            javaType = "String")
    public static final String TIME_ZONE = "CamelEcgTimeZone";

    @Metadata(description = "The format from which the ECG was decoded, such as DICOM", javaType = "String")
    public static final String FORMAT = "CamelEcgFormat";

    @Metadata(description = "What names this ECG and no other, by whatever way it came", javaType = "String")
    public static final String SOURCE_KEY = "CamelEcgSourceKey";

    @Metadata(description = "Whether the ECG can be analysed; the report says why not", javaType = "Boolean")
    public static final String ANALYSABLE = "CamelEcgAnalysable";

    private EcgConstants() {}
}
