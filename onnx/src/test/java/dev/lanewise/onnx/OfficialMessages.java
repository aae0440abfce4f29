package dev.lanewise.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.Arrays;
import java.util.List;

/** Builds graphs with the classes that ONNX's own description of its messages makes. */
final class OfficialMessages {
    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("zoo");
    private final long version;
    private final long opset;
    /** Old files list their constants among the inputs. */
    private final boolean constantsAreInputs;

    OfficialMessages(long version, long opset) {
        this.version = version;
        this.opset = opset;
        this.constantsAreInputs = version < 4;
    }

    private static OnnxMl.ValueInfoProto value(String name, OnnxMl.TensorProto.DataType type,
            long... extents) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        for (long extent : extents) {
            OnnxMl.TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
            if (extent < 0) {
                dimension.setDimParam("batch_size");
            } else {
                dimension.setDimValue(extent);
            }
        }
        OnnxMl.ValueInfoProto.Builder value = OnnxMl.ValueInfoProto.newBuilder().setName(name);
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber()).setShape(shape);
        return value.build();
    }

    /** The input, then the output; a negative extent is open. */
    OfficialMessages input(String name, long... extents) {
        graph.addInput(value(name, OnnxMl.TensorProto.DataType.FLOAT, extents));
        return this;
    }

    OfficialMessages output(String name, long... extents) {
        graph.addOutput(value(name, OnnxMl.TensorProto.DataType.FLOAT, extents));
        return this;
    }

    /** Weights whose sum over all but the first extent has a spread of about 1. */
    OfficialMessages weights(String name, long... extents) {
        int size = (int) Arrays.stream(extents).reduce(1, (a, b) -> a * b);
        double scale = StrictMath.sqrt((double) extents[0] / size);
        float[] numbers = OnnxRuntime.numbers(size, name.hashCode());
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (numbers[i] * scale);
        }
        return floats(name, extents, values);
    }

    /** As typed numbers, not as bytes. */
    OfficialMessages floats(String name, long[] extents, float... values) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber());
        Arrays.stream(extents).forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return constant(tensor.build());
    }

    OfficialMessages longs(String name, long... values) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        return constant(tensor.build());
    }

    private OfficialMessages constant(OnnxMl.TensorProto tensor) {
        graph.addInitializer(tensor);
        if (constantsAreInputs) {
            graph.addInput(value(tensor.getName(),
                    OnnxMl.TensorProto.DataType.forNumber(tensor.getDataType()),
                    tensor.getDimsList().stream().mapToLong(each -> each).toArray()));
        }
        return this;
    }

    static OnnxMl.AttributeProto wholes(String name, long... values) {
        OnnxMl.AttributeProto.Builder attribute = OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static OnnxMl.AttributeProto whole(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static OnnxMl.AttributeProto real(String name, float value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static OnnxMl.AttributeProto text(String name, String value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.STRING)
                .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
                .build();
    }

    /** An operator; returns the name of what it makes. */
    String node(String operator, String output, List<String> inputs,
            OnnxMl.AttributeProto... attributes) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setName("node_" + output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    byte[] file() {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(version)
                .setProducerName("zoo")
                .setProducerVersion("1.0")
                .setGraph(graph);
        model.addOpsetImportBuilder().setDomain("").setVersion(opset);
        return model.build().toByteArray();
    }
}
