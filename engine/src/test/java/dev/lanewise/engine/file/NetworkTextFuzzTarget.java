package dev.lanewise.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.model.ModelFileFuzzTarget;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.testing.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Networks as texts, and the JSON that they are made of. */
public final class NetworkTextFuzzTarget implements FuzzTarget {
    private static final String ALL_LAYERS = """
            {"input":[1,8,8],"layers":[{"type":"constantPad2d","padding":1,"value":-0.5},\
            {"type":"tableConv2d","kernel":3,"table":[[0],[0]]},{"type":"subsample2d","window":2},\
            {"type":"scaled_tanh"},{"type":"averagePool2d","window":2,"stride":2},{"type":"dense","units":4},\
            {"type":"rbf","codes":["0110","1001"]}]}""";

    /** For {@link FuzzTarget}. */
    public NetworkTextFuzzTarget() {}

    @Override
    public String name() {
        return "network";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream
                .concat(ModelFileFuzzTarget.networks().stream().map(NetworkText::write),
                        Stream.of(ALL_LAYERS,
                                "[1.5e-3,true,null,\"\\u00fc\\n\",{\"a\":[]}]"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        try {
            Json.parse(text);
        } catch (IllegalArgumentException e) {
            // As documented.
        }
        Network network;
        try {
            network = NetworkText.read(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // What the reader of model files tells in a sentence.
            return;
        }
        String written = NetworkText.write(network);
        Network again = NetworkText.read(written);
        assertEquals(network, again);
        assertEquals(written, NetworkText.write(again));
    }
}
