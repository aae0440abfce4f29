package dev.lanewise.cli;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Safetensors files as PyTorch's library writes them: tensors alone. */
final class StateDicts {
    private StateDicts() {}

    /** Writes a model's weights. */
    static void write(Model model, Path to) throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (Parameter p : model.network().parameters()) {
            header.append(header.length() == 1 ? "" : ",")
                    .append("\"" + p.name() + "\":{\"dtype\":\"F32\",\"shape\":" + p.dimensions()
                            + ",\"data_offsets\":[" + 4L * p.offset() + ","
                            + 4L * (p.offset() + p.size()) + "]}");
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        float[] values = model.parameters();
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        for (float value : values) {
            file.putFloat(value);
        }
        Files.write(to, file.array());
    }
}
