package org.einthoven.codecs.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.codecs.EcgDecodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    @Test
    void elementsAttributesAndTextAreFoundByLocalNames() throws EcgDecodingException {
        XmlElement root =
                read("<x:a xmlns:x='urn:x' x:k=' v '><b>1<!-- - -->2<![CDATA[<3>]]></b><b><c> </c></b></x:a>");
        assertThat(root.namespace()).isEqualTo("urn:x");
        assertThat(root.attribute("k")).isEqualTo("v");
        assertThat(root.text("b")).isEqualTo("12<3>");
        assertThat(root.children("b")).hasSize(2);
        assertThat(root.at("b/c")).isNotNull();
        assertThat(root.text("b/c")).isNull();
        assertThat(root.descendants()).extracting(XmlElement::name).containsExactly("a", "b", "b", "c");
    }

    /** GE's documents name a document type definition that nobody has. */
    @Test
    void aDocumentTypeIsPassedOver() throws EcgDecodingException {
        assertThat(read("<!DOCTYPE a SYSTEM \"restecg.dtd\"><a>1</a>").text()).isEqualTo("1");
        assertThat(read("<!DOCTYPE a [<!ENTITY b \"2\"><!ATTLIST a k CDATA \"3\">]><a>&lt;&#49;</a>")
                        .text())
                .isEqualTo("<1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a>",
                "<a></b>",
                "<a/><a/>",
                "<a b='1' b='2'/>",
                "<!DOCTYPE a [<!ENTITY b \"SECRET\">]><a>&b;</a>",
                "<!DOCTYPE a [<!ENTITY b \"SECRET\">]><a k='&b;'/>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>",
                "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>",
                "<a>SECRET<b></a>",
                "<a>\0</a>"
            })
    void whatIsNoneIsRefusedWithoutItsContent(String document) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessageStartingWith("the XML ")
                .hasMessageNotContaining("SECRET")
                .hasMessageNotContaining("\n");
    }

    @Test
    void nothingIsFetched(@TempDir Path folder) throws IOException, EcgDecodingException {
        Path definition = Files.writeString(folder.resolve("d.dtd"), "<!ENTITY b \"x\">");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String address :
                    new String[] {definition.toUri().toString(), "http://127.0.0.1:" + server.getLocalPort() + "/d.dtd"
                    }) {
                assertThat(read("<!DOCTYPE a SYSTEM \"" + address + "\"><a>1</a>")
                                .text())
                        .isEqualTo("1");
                assertThatThrownBy(() -> read("<!DOCTYPE a SYSTEM \"" + address + "\"><a>&b;</a>"))
                        .isInstanceOf(EcgDecodingException.class);
                assertThatThrownBy(() -> read("<!DOCTYPE a [<!ENTITY b SYSTEM \"" + address + "\">]><a>&b;</a>"))
                        .isInstanceOf(EcgDecodingException.class);
                assertThatThrownBy(() -> read("<!DOCTYPE a [<!ENTITY % b SYSTEM \"" + address + "\"> %b;]><a>&c;</a>"))
                        .isInstanceOf(EcgDecodingException.class);
            }
            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).as("nobody called").isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> read("<a>".repeat(200_000) + "</a>".repeat(200_000)))
                .hasMessage("the XML has more than 100 levels");
    }

    @Test
    void theRootIsKnownFromTheBeginning() {
        assertThat(XmlReader.root(
                        "<?xml version='1.0'?><!-- --><a xmlns='urn:a' k='1'><b>".getBytes(StandardCharsets.UTF_8)))
                .extracting(XmlElement::name, XmlElement::namespace)
                .containsExactly("a", "urn:a");
        assertThat(XmlReader.root("no XML".getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(XmlReader.root(new byte[0])).isNull();
    }

    private static XmlElement read(String document) throws EcgDecodingException {
        return XmlReader.read(document.getBytes(StandardCharsets.UTF_8));
    }
}
