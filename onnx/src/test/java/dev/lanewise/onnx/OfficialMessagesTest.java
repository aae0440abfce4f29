package dev.lanewise.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.Message;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.plan.SmallNetworks;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The classes that ONNX's own description of its messages makes read what is written. */
class OfficialMessagesTest {

    private static void assertKnown(Message message) {
        assertTrue(message.getUnknownFields().asMap().isEmpty(),
                () -> message.getDescriptorForType().getName() + ": " + message.getUnknownFields());
        for (Object value : message.getAllFields().values()) {
            List<?> all = value instanceof List<?> list ? list : List.of(value);
            for (Object each : all) {
                if (each instanceof Message inner) {
                    assertKnown(inner);
                }
            }
        }
    }

    /** No field is unknown to them, and what they write again is what was written. */
    @Test
    void everyFieldIsFound() throws IOException {
        for (int opset : new int[]{17, 20, 23}) {
            for (SmallNetworks.Case each : SmallNetworks.cases(1).toList()) {
                Model model = Model.of(each.network(), each.parameters(),
                        Normalization.of(0.75f, -0.125f), Map.of("train.seed", "1"));
                byte[] file = OnnxModels.toByteArray(model,
                        OnnxOptions.of().opset(opset).input(OnnxOptions.Input.BYTES));
                OnnxMl.ModelProto read = OnnxMl.ModelProto.parseFrom(file);
                assertKnown(read);
                assertEquals(ModelProto.parse(ByteBuffer.wrap(file)),
                        ModelProto.parse(ByteBuffer.wrap(read.toByteArray())), each.name());
            }
        }
    }

    @Test
    void theyFindWhatWasWritten() throws IOException {
        Model model = Lenet5.pretrained();
        OnnxMl.ModelProto read = OnnxMl.ModelProto.parseFrom(OnnxModels.toByteArray(model,
                OnnxOptions.of().inputName("pixels")));
        OnnxMl.GraphProto graph = read.getGraph();
        assertEquals(8, read.getIrVersion());
        assertEquals("lanewise", read.getProducerName());
        assertEquals(model.provenance().get("lanewise.version"), read.getProducerVersion());
        assertEquals(17, read.getOpsetImport(0).getVersion());
        assertEquals(List.of("Conv", "MaxPool"), graph.getNodeList()
                .stream()
                .map(OnnxMl.NodeProto::getOpType)
                .limit(2)
                .toList());
        OnnxMl.NodeProto conv = graph.getNode(0);
        assertEquals(List.of("pixels", "conv1.weight", "conv1.bias"), conv.getInputList());
        assertEquals(List.of(5L, 5L), conv.getAttributeList()
                .stream()
                .filter(each -> each.getName().equals("kernel_shape"))
                .findFirst()
                .orElseThrow()
                .getIntsList());
        OnnxMl.TensorProto weight = graph.getInitializer(0);
        assertEquals("conv1.weight", weight.getName());
        assertEquals(List.of(6L, 1L, 5L, 5L), weight.getDimsList());
        assertEquals(OnnxMl.TensorProto.DataType.FLOAT.getNumber(), weight.getDataType());
        assertEquals(model.parameters()[0], Float.intBitsToFloat(Integer.reverseBytes(
                weight.getRawData().asReadOnlyByteBuffer().getInt())));
        OnnxMl.TensorShapeProto input = graph.getInput(0).getType().getTensorType().getShape();
        assertEquals("batch", input.getDim(0).getDimParam());
        assertEquals(28, input.getDim(3).getDimValue());
        assertEquals("logits", graph.getOutput(0).getName());
        assertTrue(read.getMetadataPropsList()
                .stream()
                .anyMatch(each -> each.getKey().equals("lanewise.normalization")
                        && each.getValue().startsWith("{\"scale\":")));
    }
}
