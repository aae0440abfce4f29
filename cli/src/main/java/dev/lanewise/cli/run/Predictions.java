package dev.lanewise.cli.run;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.file.TensorFile;
import dev.lanewise.engine.file.TensorFile.Tensor;
import dev.lanewise.engine.file.TensorFile.ValueType;
import dev.lanewise.engine.file.TensorFile.Values;
import dev.lanewise.engine.model.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a run's model says of each test image, and the file that keeps it: tensors as in a model file, so that
 * damage is noticed. Equal runs write equal bytes.
 *
 * @param data name of the data set
 * @param dataSha256 fingerprint of the data set
 * @param weightsSha256 fingerprint of the model's weights
 * @param classNames of its classes
 * @param answers one for each test image, in their order
 */
public record Predictions(String data, String dataSha256, String weightsSha256,
        List<String> classNames, List<Answer> answers) {
    private static final String VERSION = "lanewise predictions 1";
    private static final String DATA = "data.name";
    private static final String DATA_SHA256 = "data.sha256";
    private static final String CLASSES = "data.classes";
    private static final String WEIGHTS_SHA256 = "weights.sha256";
    private static final String IMAGES = "images";
    private static final List<String> TENSORS = List.of("label", "predicted", "probability");

    /** Keeps unmodifiable copies. */
    public Predictions {
        classNames = List.copyOf(classNames);
        answers = List.copyOf(answers);
    }

    /**
     * What is said of one image.
     *
     * @param label its class
     * @param predicted the most probable class
     * @param probability of that
     */
    public record Answer(int label, int predicted, float probability) {

        /** Whether that is its class. */
        public boolean isRight() {
            return predicted == label;
        }
    }

    /** The answers of a model to the images of a data set. */
    public static List<Answer> answers(Dataset images, List<Prediction> predictions) {
        return IntStream.range(0, predictions.size())
                .mapToObj(i -> new Answer(images.label(i), predictions.get(i).label(),
                        predictions.get(i).confidence()))
                .toList();
    }

    /** Writes a file, whole or not at all. */
    void save(Path file) throws IOException {
        TreeMap<String, String> metadata = new TreeMap<>();
        metadata.put(TensorFile.VERSION, VERSION);
        metadata.put(DATA, data);
        metadata.put(DATA_SHA256, dataSha256);
        metadata.put(CLASSES, String.join("\n", classNames));
        metadata.put(WEIGHTS_SHA256, weightsSha256);
        metadata.put(IMAGES, Integer.toString(answers.size()));
        int count = answers.size();
        float[] values = new float[TENSORS.size() * count];
        for (int i = 0; i < count; i++) {
            Answer answer = answers.get(i);
            values[i] = answer.label();
            values[count + i] = answer.predicted();
            values[2 * count + i] = answer.probability();
        }
        TensorFile.write(file, metadata, tensors(count), new Values(values, new double[0]));
    }

    private static List<Tensor> tensors(int count) {
        return TENSORS.stream()
                .map(name -> new Tensor(name, ValueType.F32, List.of(count)))
                .toList();
    }

    /**
     * Reads a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws dev.lanewise.engine.nn.ModelFormatException if it is damaged, or no such file
     * @throws IOException if it can't be read
     */
    public static Predictions read(Path file) throws IOException {
        return TensorFile.read(file, new Format());
    }

    /** What the file holds. */
    private static final class Format implements TensorFile.Format<Predictions> {
        @Override
        public String kind() {
            return "file of predictions";
        }

        @Override
        public String version() {
            return VERSION;
        }

        @Override
        public boolean readsUnchecked(String version) {
            return false;
        }

        @Override
        public List<Tensor> tensors(Map<String, String> metadata) {
            String count = TensorFile.text(metadata, IMAGES);
            if (!count.matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException(
                        "its images must be a number of them, but are \"" + count + "\"");
            }
            return Predictions.tensors(Integer.parseInt(count));
        }

        @Override
        public Predictions content(Map<String, String> metadata, Values values) {
            List<String> names = Stream.of(TensorFile.text(metadata, CLASSES).split("\n", -1))
                    .toList();
            float[] all = values.floats();
            int count = all.length / TENSORS.size();
            List<Answer> answers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                answers.add(new Answer(index(all[i], names.size()),
                        index(all[count + i], names.size()), all[2 * count + i]));
            }
            return new Predictions(TensorFile.text(metadata, DATA),
                    TensorFile.text(metadata, DATA_SHA256),
                    TensorFile.text(metadata, WEIGHTS_SHA256), names, answers);
        }

        private static int index(float value, int classes) {
            int index = (int) value;
            if (index != value || index < 0 || index >= classes) {
                throw new IllegalArgumentException("its classes must be whole numbers below "
                        + classes + ", but one is " + value);
            }
            return index;
        }
    }
}
