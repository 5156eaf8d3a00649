package org.einthoven.codecs.xml;

import java.io.IOException;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.ecg.EcgRecording;

/** A format of XML documents that are told by the name of their root; its namespace says nothing, as some writers leave it out. */
public abstract class XmlFormat implements EcgFormat {
    private final String name;
    private final String root;

    protected XmlFormat(String name, String root) {
        this.name = name;
        this.root = root;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean recognises(EcgSource source) {
        XmlElement found = XmlReader.root(source.head());
        return found != null && found.name().equals(root);
    }

    @Override
    public final EcgRecording decode(EcgSource source, DecodingOptions options)
            throws EcgDecodingException, IOException {
        return decode(XmlReader.read(source.read(options.maximumTextBytes())), options);
    }

    /** Reads the one ECG of a document. */
    protected abstract EcgRecording decode(XmlElement document, DecodingOptions options) throws EcgDecodingException;
}
