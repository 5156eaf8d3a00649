package org.einthoven.encoder.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Tensor A = new Tensor("a", List.of(2L, 2L), new float[] {1.5f, -0f, Float.MIN_VALUE, 3e38f});
    private static final Tensor B = new Tensor("b", List.of(1L), new float[] {0.1f});

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRequestComesBackBitForBit(boolean binary) throws Exception {
        InferenceRequest sent = new InferenceRequest("42", List.of(A, B), List.of(), binary);

        Message message = sent.encode(binary);
        InferenceRequest read = InferenceRequest.decode(message);

        assertThat(message.jsonLength().isPresent()).isEqualTo(binary);
        assertThat(read.id()).isEqualTo("42");
        assertThat(read.binaryOutputs()).isEqualTo(binary);
        assertThat(read.inputs()).hasSize(2);
        assertSame(read.inputs().get(0), A);
        assertSame(read.inputs().get(1), B);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResponseComesBackBitForBit(boolean binary) throws Exception {
        InferenceRequest request = new InferenceRequest("42", List.of(), List.of(), binary);
        InferenceResponse sent = new InferenceResponse("m", "1.2.3", "42", "abc", List.of(A, B));

        InferenceResponse read = InferenceResponse.decode(sent.encode(request));

        assertThat(read.modelName()).isEqualTo("m");
        assertThat(read.modelVersion()).isEqualTo("1.2.3");
        assertThat(read.id()).isEqualTo("42");
        assertThat(read.contentHash()).isEqualTo("abc");
        assertSame(read.outputs().get(0), A);
        assertSame(read.outputs().get(1), B);
    }

    @Test
    void jsonKeepsEveryFloat() throws Exception {
        long seed = 20261126;
        Random random = new Random(seed);
        float[] values = new float[5000];
        for (int i = 0; i < values.length; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            values[i] = Float.isFinite(value) ? value : 0;
        }
        Tensor tensor = new Tensor("t", List.of(5000L), values);

        Message message = new InferenceRequest(null, List.of(tensor), List.of(), false).encode(false);

        assertThat(bits(InferenceRequest.decode(message).inputs().get(0)))
                .as("seed " + seed)
                .isEqualTo(bits(tensor));
    }

    @Test
    void anOutputMayBeBinaryWhileAnotherIsNot() throws Exception {
        InferenceRequest request = new InferenceRequest(
                null,
                List.of(),
                List.of(new InferenceRequest.Output("a", false), new InferenceRequest.Output("b", null)),
                true);

        Message message = new InferenceResponse("m", null, null, null, List.of(A, B)).encode(request);

        assertThat(message.body()).hasSize(message.jsonLength().getAsInt() + 4);
        assertSame(InferenceResponse.decode(message).outputs().get(1), B);
    }

    /** As Triton's documentation of the extension has it. */
    @Test
    void readsWhatAnotherClientSends() throws Exception {
        String json = """
                {"model_name": "mymodel", "inputs": [
                  {"name": "in0", "shape": [2, 2], "datatype": "FP32", "parameters": {"binary_data_size": 16}},
                  {"name": "in1", "shape": [2, 1], "datatype": "FP32", "data": [[1], [2]]}],
                 "outputs": [{"name": "out0", "parameters": {"binary_data": true}}]}
                """;
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(text.length + 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text);
        body.putFloat(1).putFloat(2).putFloat(3).putFloat(4);

        InferenceRequest request = InferenceRequest.decode(Message.received(body.array(), " " + text.length));

        assertThat(request.inputs().get(0).values()).containsExactly(1, 2, 3, 4);
        assertThat(request.inputs().get(1).values()).containsExactly(1, 2);
        assertThat(request.wants("out0")).isTrue();
        assertThat(request.wants("out1")).isFalse();
        assertThat(request.wantsBinary("out0")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense                                                       | is not JSON",
                "[]                                                             | is not JSON",
                "{}                                                             | no inputs",
                "{\"inputs\":[{\"name\":\"a\"}]}                                | no name or no shape",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"INT32\",\"data\":[1]}]} | data type FP32",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\"}]}    | either data or binary_data_size",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1]}]} | not those of its shape",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[-1],\"datatype\":\"FP32\",\"data\":[1]}]} | not those of its shape",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[4294967297],\"datatype\":\"FP32\",\"data\":[1]}]} | not those of its shape",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[NaN]}]} | is not JSON",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[\"1\"]}]} | is not JSON",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[[[[[[[[[1]]]]]]]]]}]} | nested",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]} x | is not JSON",
                "{\"inputs\":[{\"name\":\"a\",\"name\":\"b\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]} | stands twice",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":4}}]} | of which 0 are there",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[0],\"datatype\":\"FP32\",\"data\":[]},{\"name\":\"a\",\"shape\":[0],\"datatype\":\"FP32\",\"data\":[]}]} | stands twice",
            })
    void aBrokenRequestIsToldInOneSentence(String json, String sentence) {
        ProtocolException e = catchThrowableOfType(
                ProtocolException.class,
                () -> InferenceRequest.decode(Message.json(json.getBytes(StandardCharsets.UTF_8))));

        assertThat(e).isNotNull().hasMessageContaining(sentence);
        assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("See http");
    }

    @Test
    void bytesThatNobodyDeclaredAreRefused() {
        Message message = new InferenceRequest(null, List.of(A), List.of(), true).encode(true);
        byte[] longer = Arrays.copyOf(message.body(), message.body().length + 1);

        ProtocolException e = catchThrowableOfType(
                ProtocolException.class,
                () -> InferenceRequest.decode(Message.received(
                        longer, String.valueOf(message.jsonLength().getAsInt()))));

        assertThat(e).isNotNull().hasMessageContaining("1 bytes follow that belong to no tensor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000", "9999999999", "x", ""})
    void aHeaderOfTheWrongLengthIsRefused(String length) {
        assertThat(catchThrowableOfType(ProtocolException.class, () -> Message.received(new byte[10], length)))
                .isNotNull();
    }

    @Test
    void noCutAndNoFlippedByteIsAnythingButAProtocolException() {
        long seed = 20261126;
        Random random = new Random(seed);
        byte[] whole = new InferenceResponse("m", "1", null, "abc", List.of(A, B))
                .encode(new InferenceRequest(null, List.of(), List.of(), true))
                .body();
        for (int i = 0; i < 3000; i++) {
            byte[] body = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (body.length > 0) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            try {
                InferenceResponse.decode(Message.received(body, String.valueOf(random.nextInt(whole.length + 1))));
            } catch (ProtocolException expected) {
                assertThat(expected.getMessage()).as("seed " + seed).isNotBlank();
            }
        }
    }

    @Test
    void metadataComesBack() throws Exception {
        ModelMetadata model = new ModelMetadata(
                "m",
                List.of("1.2.3"),
                "p",
                List.of(new TensorMetadata("a", "FP32", List.of(-1L, 2L))),
                List.of(new TensorMetadata("b", "FP32", List.of(-1L))),
                "abc");
        ServerMetadata server = new ServerMetadata("s", "1", List.of("binary_tensor_data"));

        assertThat(ModelMetadata.decode(model.encode())).isEqualTo(model);
        assertThat(ServerMetadata.decode(server.encode())).isEqualTo(server);
        assertThat(server.takesBinaryTensors()).isTrue();
    }

    @Test
    void errorsAreReadAndAnythingElseIsNone() {
        assertThat(ErrorMessage.read(ErrorMessage.of("it is \"late\""))).isEqualTo("it is \"late\"");
        assertThat(ErrorMessage.read(Message.json("<html>".getBytes(StandardCharsets.UTF_8))))
                .isNull();
    }

    private static void assertSame(Tensor found, Tensor expected) {
        assertThat(found.name()).isEqualTo(expected.name());
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(bits(found)).isEqualTo(bits(expected));
    }

    private static int[] bits(Tensor tensor) {
        int[] bits = new int[tensor.values().length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(tensor.values()[i]);
        }
        return bits;
    }
}
