package dev.lanewise.engine.model;

import dev.lanewise.engine.backend.NotFinite;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.file.ForeignTensors;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.text.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights that were trained elsewhere, in a safetensors file with PyTorch's names and shapes, for a network
 * that is described here: {@code conv1.weight [out, in / groups, height, width]}, {@code fc1.weight [out,
 * in]}, {@code bn1.running_mean}. Immutable.
 *
 * {@snippet lang=java :
 * Network network = Network.input(1, 28, 28).conv2d(6, 5).relu().maxPool(2).dense(10).build();
 * Model model = StateDict.of(file) // safetensors.torch.save_file(net.state_dict(), ...)
 *         .name("fc1", "classifier.0")
 *         .model(network, Normalization.unit());
 * }
 *
 * <p>Names are those of the network's parameters. If all of the file's have one beginning before them, such as {@code
 * module.}, it is found. If names are others, as in a {@code Sequential}, each layer takes the tensors of
 * its shapes; of several with the same shapes the first layer takes those with the lowest numbers, if their names
 * differ in numbers alone. What is still unclear is refused: give it by {@link #name}.
 *
 * <p>Values are {@code F32}; {@code F16} and {@code BF16} are widened without loss, {@code F64} becomes the
 * nearest float. Batch normalization's {@code num_batches_tracked} is left alone. Where {@link Model#save}
 * writes a network, PyTorch reads it by the same names.
 *
 * @since 0.1.0
 */
public final class StateDict {
    private final Path file;
    private final String prefix;
    private final Map<String, String> names;
    private final boolean zeroBiases;

    private StateDict(Path file, String prefix, Map<String, String> names, boolean zeroBiases) {
        this.file = file;
        this.prefix = prefix;
        this.names = names;
        this.zeroBiases = zeroBiases;
    }

    /**
     * {@return the weights in a file, which is read when a network is given}
     *
     * @param file a safetensors file
     */
    public static StateDict of(Path file) {
        return new StateDict(file, "", Map.of(), false);
    }

    /**
     * {@return the tensors whose names begin like this, without that beginning; all others are left alone}
     *
     * @param value what their names begin with, such as {@code model.}
     */
    public StateDict prefix(String value) {
        return new StateDict(file, value, names, zeroBiases);
    }

    /**
     * {@return the same with a name for a layer, or for one of its parameters}
     *
     * @param own its name in the network, such as {@code fc1} or {@code fc1.weight}
     * @param theirs its name in the file, behind the prefix, such as {@code classifier.0}
     */
    public StateDict name(String own, String theirs) {
        Map<String, String> more = new TreeMap<>(names);
        more.put(own, theirs);
        return new StateDict(file, prefix, more, zeroBiases);
    }

    /**
     * {@return the same with another answer to missing biases} PyTorch leaves the bias of a layer out if it is
     * made with {@code bias=False}, as before a batch normalization.
     *
     * @param value whether the biases of convolutions and dense layers that the file lacks are 0; otherwise
     *     they are refused as missing
     */
    public StateDict zeroBiases(boolean value) {
        return new StateDict(file, prefix, names, value);
    }

    /**
     * Reads a network's parameters.
     *
     * @param network what the weights are for
     * @return its parameters, in its order
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws ModelFormatException if it is damaged or of another kind, or its tensors aren't those of the network:
     *     tells all that are missing, left over, or of another shape or type
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if a name was given that no layer or parameter has
     */
    public float[] parameters(Network network) throws IOException {
        try (ForeignTensors tensors = ForeignTensors.open(file)) {
            StateDictNames found = new StateDictNames(network, tensors.entries(), prefix, names,
                    zeroBiases);
            String wrong = found.wrong();
            if (!wrong.isEmpty()) {
                throw new ModelFormatException("The weights in " + Quoted.escaped(file.toString())
                        + " must be those of the network, but " + wrong
                        + "; correct the network, or give names and a prefix to StateDict.");
            }
            float[] parameters = new float[network.parameterCount()];
            for (Map.Entry<Parameter, ForeignTensors.Entry> pair : found.pairs().entrySet()) {
                read(tensors, pair.getKey(), pair.getValue(), parameters);
            }
            return parameters;
        }
    }

    private void read(ForeignTensors tensors, Parameter parameter, ForeignTensors.Entry entry,
            float[] into) throws IOException {
        tensors.read(entry, into, parameter.offset());
        int wrong = NotFinite.first(into, parameter.offset(), parameter.size());
        if (wrong >= 0) {
            throw new ModelFormatException("The weights in " + Quoted.escaped(file.toString())
                    + " must be finite floats, but " + Quoted.of(entry.name()) + " has "
                    + into[parameter.offset() + wrong] + " at index " + wrong
                    + "; train with a smaller learning rate.");
        }
    }

    /**
     * Reads a network's parameters and makes a model of them.
     *
     * @param network what the weights are for
     * @param normalization how raw values become its input; what they were trained with
     * @return the model
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws ModelFormatException if it is damaged or of another kind, or its tensors aren't those of the network:
     *     tells all that are missing, left over, or of another shape or type
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if a name was given that no layer or parameter has
     */
    public Model model(Network network, Normalization normalization) throws IOException {
        return Model.of(network, parameters(network), normalization, Map.of());
    }
}
