package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {
    private static final String HEAD = "--b\r\nContent-Type: application/dicom\r\n\r\n";

    /** In the table, {@code |} is CR LF, {@code ~} is LF; expected are the bodies, then {@code !} where the message is refused after them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            one part,                 --b|T: x||hello|--b--|,                              hello
            two parts,                --b|T: x||hello|--b|T: x||you|--b--|,                hello you
            no line end at the end,   --b|T: x||hello|--b--,                               hello
            no headers,               --b||hello|--b--|,                                   hello
            lines that end in LF,     --b~T: x~~hello~--b~~you~--b--~,                     hello you
            preamble and epilogue,    pre|--x||no|--b||hello|--b--|after|--b||no|--b--|,   hello
            white space behind,       --b  |T: x||hello|--b--  |,                          hello
            an empty part,            --b|T: x|||--b||you|--b--|,                          (empty) you
            boundary within a line,   --b||he--b|llo|--b--|,                               he--b|llo
            a longer boundary,        --b||he|--bb|llo|--b--|,                             he|--bb|llo
            a multipart in a part,    --b|Content-Type: multipart/mixed; boundary=q||--q||z|--q--|--b--|, --q||z|--q--
            a message in a part,      --b|Content-Type: message/rfc822||Subject: x||z|--b--|, Subject: x||z
            no part,                  --b--|,                                              ""
            nothing,                  "",                                                  !
            no boundary at all,       hello,                                               !
            another boundary,         --c||hello|--c--|,                                   !
            ends in the first line,   --,                                                  !
            ends in headers,          --b||hello|--b|Content-Ty,                           hello !
            ends after headers,       --b||hello|--b|T: x|,                                hello !
            ends in a body,           --b||hello|--b||yo,                                  hello !
            ends in a boundary,       --b||hello|--b||you|--,                              hello !
            no last boundary,         --b||hello|--b||you|,                                hello !
            """)
    void dividesMessages(String what, String message, String bodies) throws IOException {
        String bytes = message == null ? "" : message.replace("|", "\r\n").replace("~", "\n");
        assertThat(String.join(" ", read(bytes, "b")).replace("\r\n", "|"))
                .as(what)
                .isEqualTo(bodies);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/related; boundary=a-b_c.1; type=\"application/dicom\"",
                "multipart/related; boundary=\"a-b_c.1\"; type=application/dicom",
                "Multipart/Related;TYPE=\"application/dicom\" ; Boundary=\"a-b_c.1\"",
                "multipart/related; start=\"<1>\"; boundary=\"a-b_c.1\""
            })
    void boundaryIsFoundHoweverItIsWritten(String header) throws IOException {
        MediaType type = MediaType.parse(header);
        assertThat(type.is(MediaType.MULTIPART_RELATED)).isTrue();
        MultipartReader reader = new MultipartReader(stream("--a-b_c.1\r\n\r\nhello\r\n--a-b_c.1--"), type, 1000);
        assertThat(reader.nextPart()).isTrue();
        assertThat(text(reader.body())).isEqualTo("hello");
        assertThat(reader.nextPart()).isFalse();
    }

    @Test
    void boundaryOfOddCharacters() throws IOException {
        MediaType type = MediaType.parse("multipart/related; boundary=\"=_a:b?c (d)/e'f+g,h\"");
        MultipartReader reader = new MultipartReader(
                stream("--=_a:b?c (d)/e'f+g,h\r\n\r\nhello\r\n--=_a:b?c (d)/e'f+g,h--"), type, 1000);
        assertThat(reader.nextPart()).isTrue();
        assertThat(text(reader.body())).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/related",
                "multipart/related; boundary",
                "multipart/related; boundary=",
                "multipart/related; boundary=\"\"",
                "multipart/related; boundary=\" \""
            })
    void withoutBoundaryNothingIsRead(String header) {
        assertThatThrownBy(() -> new MultipartReader(stream("--b--"), MediaType.parse(header), 1000))
                .isInstanceOf(MultipartException.class);
    }

    @Test
    void tooMuchHeaderIsRefused() throws IOException {
        assertThat(read(HEAD + "x\r\n--b\r\nX: " + "y".repeat(5000) + "\r\n\r\nz\r\n--b--", "b"))
                .containsExactly("x", "!");
        assertThat(read(HEAD + "x\r\n--b\r\n" + "X: y\r\n".repeat(5000) + "\r\nz\r\n--b--", "b"))
                .containsExactly("x", "!");
        assertThat(read(HEAD + "x\r\n--b\r\n" + "X\r\n ".repeat(5000) + "\r\nz\r\n--b--", "b"))
                .containsExactly("x", "!");
    }

    @Test
    void headersOfAPartAreItsOwn() throws IOException {
        MultipartReader reader = new MultipartReader(
                stream(
                        "--b\r\nCONTENT-type: application/dicom; transfer-syntax=1.2\r\nContent-Location: x\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b--"),
                MediaType.parse("multipart/related; boundary=b"),
                1000);
        assertThat(reader.nextPart()).isTrue();
        assertThat(reader.type()).isEqualTo(MediaType.parse("application/dicom;transfer-syntax=1.2"));
        assertThat(reader.header("content-location")).isEqualTo("x");
        assertThat(reader.nextPart()).isTrue();
        assertThat(reader.type()).isNull();
        assertThat(reader.header("Content-Location")).isNull();
    }

    @Test
    void aStreamThatFailsIsToldFromAMessageThatEnds() {
        assertThatThrownBy(() -> {
                    MultipartReader reader = new MultipartReader(
                            new BrokenStream(TestSamples.latin1(HEAD + "hel")),
                            MediaType.parse("multipart/related; boundary=b"),
                            1000);
                    reader.nextPart();
                    text(reader.body());
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(MultipartException.class)
                .hasMessage("connection reset");
    }

    @Test
    void bytesOfABodyStandAsTheyAre() throws IOException {
        byte[] body = new byte[70_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i % 7 == 0 ? '\r' : i % 7 == 1 ? '\n' : i % 7 < 4 ? '-' : i * 31);
        }
        MultipartReader reader = new MultipartReader(
                new SequenceInputStream(
                        stream(HEAD), new SequenceInputStream(new ByteArrayInputStream(body), stream("\r\n--b--\r\n"))),
                MediaType.parse("multipart/related; boundary=b"),
                1000);
        assertThat(reader.nextPart()).isTrue();
        assertThat(reader.body().readAllBytes()).isEqualTo(body);
        assertThat(reader.nextPart()).isFalse();
    }

    /** The bodies as far as they go, then "!" for a refusal. */
    private static List<String> read(String message, String boundary) {
        List<String> bodies = new ArrayList<>();
        try {
            MultipartReader reader = new MultipartReader(
                    stream(message), MediaType.parse("multipart/related; boundary=" + boundary), 1000);
            while (reader.nextPart()) {
                String body = text(reader.body());
                bodies.add(body.isEmpty() ? "(empty)" : body);
            }
        } catch (MultipartException e) {
            bodies.add("!");
        } catch (IOException e) {
            throw new AssertionError("an array cannot fail", e);
        }
        return bodies;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
