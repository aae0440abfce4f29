package dev.lanewise.cli.serve;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inference request of the Open Inference Protocol, version 2, with one tensor, whose data
 * are flat or nested. Nothing is kept of it but the numbers, whatever else a body may hold.
 */
final class InferenceRequest {
    /** Images in one request. */
    static final int MOST_IMAGES = 256;
    private static final String BYTES = "UINT8";
    private static final List<String> TYPES = List.of("FP32", BYTES);
    private static final int LARGEST_BYTE = 255;

    private final JsonReader in;
    private final TensorData data;
    private @Nullable String id;
    private int inputs;
    private String name = "";
    private String type = "";
    private List<Integer> shape = List.of();
    private List<String> outputs = List.of();

    private InferenceRequest(byte[] body, int sampleSize) {
        in = new JsonReader(new InputStreamReader(new ByteArrayInputStream(body),
                StandardCharsets.UTF_8));
        in.setStrictness(Strictness.STRICT);
        data = new TensorData(in, MOST_IMAGES * sampleSize);
    }

    /**
     * Reads a request.
     *
     * @param sampleSize values of an image
     * @throws Refusal if it is none
     */
    static InferenceRequest read(byte[] body, int sampleSize) {
        InferenceRequest request = new InferenceRequest(body, sampleSize);
        try {
            request.read();
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "The body must be a request of the Open"
                    + " Inference Protocol as JSON; it isn't from " + request.in.getPath()
                    + " on.");
        }
        request.check();
        return request;
    }

    private void read() throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "id" -> id = in.nextString();
                case "inputs" -> readInputs();
                case "outputs" -> outputs = readOutputs();
                default -> in.skipValue();
            }
        }
        in.endObject();
        if (in.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalStateException();
        }
    }

    private void readInputs() throws IOException {
        in.beginArray();
        while (in.hasNext()) {
            inputs++;
            require(inputs == 1, "inputs must hold one tensor; you gave more.");
            readInput();
        }
        in.endArray();
    }

    private void readInput() throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "name" -> name = in.nextString();
                case "datatype" -> type = in.nextString();
                case "shape" -> shape = readShape();
                case "data" -> data.read();
                default -> in.skipValue();
            }
        }
        in.endObject();
    }

    private List<Integer> readShape() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        in.beginArray();
        while (in.hasNext() && sizes.size() <= TensorData.DEEPEST) {
            sizes.add(in.nextInt());
        }
        in.endArray();
        return sizes;
    }

    private List<String> readOutputs() throws IOException {
        List<String> names = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
            in.beginObject();
            while (in.hasNext()) {
                if (in.nextName().equals("name")) {
                    names.add(in.nextString());
                } else {
                    in.skipValue();
                }
            }
            in.endObject();
        }
        in.endArray();
        return names;
    }

    private void check() {
        require(inputs == 1, "inputs must hold one tensor; you gave none.");
        require(name.equals(InferenceProtocol.INPUT), "The tensor's name must be "
                + InferenceProtocol.INPUT + "; see the model's metadata.");
        require(TYPES.contains(type), "The tensor's datatype must be FP32 or UINT8, pixels from 0"
                + " to 255.");
        for (float value : data.values()) {
            require(!type.equals(BYTES) || isByte(value), "UINT8 must be whole numbers"
                    + " from 0 to 255; you gave " + value + ".");
        }
    }

    private static boolean isByte(float value) {
        return value >= 0 && value <= LARGEST_BYTE && value == (int) value;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new Refusal(Refusal.BAD_REQUEST, sentence);
        }
    }

    /** What the client calls the request. */
    Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /** The sizes that the client gave. */
    List<Integer> shape() {
        return shape;
    }

    /** The outputs that the client wants; all if it names none. */
    List<String> outputs() {
        return outputs;
    }

    /** The numbers. */
    TensorData data() {
        return data;
    }
}
