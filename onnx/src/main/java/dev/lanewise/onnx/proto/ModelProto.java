package dev.lanewise.onnx.proto;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model ({@code ModelProto}).
 *
 * @param irVersion the version of the file's format
 * @param producerName what wrote it
 * @param producerVersion the version of what wrote it
 * @param documentation what it says of itself
 * @param graph the network
 * @param opsets the version of each domain's operators; ONNX's own domain is empty
 * @param metadata free entries, sorted by key
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages and their
 *     field numbers</a>
 */
public record ModelProto(long irVersion, String producerName, String producerVersion,
        String documentation, GraphProto graph, Map<String, Long> opsets,
        Map<String, String> metadata) {
    private static final int IR_VERSION = 1;
    private static final int PRODUCER_NAME = 2;
    private static final int PRODUCER_VERSION = 3;
    private static final int DOC_STRING = 6;
    private static final int GRAPH = 7;
    private static final int OPSET_IMPORT = 8;
    private static final int METADATA_PROPS = 14;
    private static final int DOMAIN = 1;
    private static final int VERSION = 2;

    /** Keeps sorted, unmodifiable copies of the maps. */
    public ModelProto {
        opsets = Collections.unmodifiableMap(new TreeMap<>(opsets));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /**
     * {@return the model that the bytes hold}
     *
     * @param bytes a file, which the tensors are views of
     * @throws IllegalArgumentException if they hold none; says why, as a clause
     * @throws ArithmeticException if no array can hold a tensor
     */
    public static ModelProto parse(ByteBuffer bytes) {
        WireReader in = new WireReader(bytes);
        long irVersion = 0;
        String producerName = "";
        String producerVersion = "";
        String documentation = "";
        GraphProto graph = new GraphProto("", List.of(), List.of(), List.of(), List.of());
        Map<String, Long> opsets = new TreeMap<>();
        Map<String, String> metadata = new TreeMap<>();
        while (in.next()) {
            switch (in.field()) {
                case IR_VERSION -> irVersion = in.number();
                case PRODUCER_NAME -> producerName = in.text();
                case PRODUCER_VERSION -> producerVersion = in.text();
                case DOC_STRING -> documentation = in.text();
                case GRAPH -> graph = GraphProto.parse(in.message());
                case OPSET_IMPORT -> opset(in.message(), opsets);
                case METADATA_PROPS -> in.entry(metadata);
                default -> in.skip();
            }
        }
        return new ModelProto(irVersion, producerName, producerVersion, documentation, graph,
                opsets, metadata);
    }

    private static void opset(WireReader in, Map<String, Long> opsets) {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case DOMAIN -> domain = in.text();
                case VERSION -> version = in.number();
                default -> in.skip();
            }
        }
        opsets.put(domain, version);
    }

    /** {@return the bytes of the file; equal models have equal bytes} */
    public byte[] toByteArray() {
        WireWriter out = new WireWriter();
        out.number(IR_VERSION, irVersion)
                .optionalText(PRODUCER_NAME, producerName)
                .optionalText(PRODUCER_VERSION, producerVersion)
                .optionalText(DOC_STRING, documentation)
                .message(GRAPH, graph::write);
        opsets.forEach((domain, version) -> out.message(OPSET_IMPORT,
                set -> set.text(DOMAIN, domain).number(VERSION, version)));
        metadata.forEach((key, value) -> out.entry(METADATA_PROPS, key, value));
        return out.toByteArray();
    }
}
