import dev.lanewise.engine.data.*;
import dev.lanewise.engine.model.*;
import dev.lanewise.engine.nn.*;
import dev.lanewise.engine.train.*;

/** Snake (Ziyin, Hartwig, Ueda 2020), for what repeats: x + sin²(a·x)/a with one a, which is trained. */
class Snake extends CustomLayer {
    Snake() {
        super("example.snake");
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(Parameter.of("a", ParameterRole.SCALE, List.of(1), 1, 1));
    }

    @Override
    public void forward(Shape input, float[] a, float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            double sine = StrictMath.sin(a[0] * x[i]);
            y[i] = (float) (x[i] + sine * sine / a[0]);
        }
    }

    @Override
    public void backward(Shape input, float[] a, float[] x, float[] y, float[] dy, float[] dx,
            float[] da) {
        for (int i = 0; i < x.length; i++) {
            double slope = StrictMath.sin(2 * a[0] * x[i]);
            dx[i] = (float) (dy[i] * (1 + slope));
            da[0] += (float) (dy[i] * (x[i] * slope - (y[i] - x[i])) / a[0]);
        }
    }
}

void main() throws IOException {
    float[][] x = new float[2000][1];
    float[][] wave = new float[x.length][1];
    for (int i = 0; i < x.length; i++) {
        x[i][0] = 6f * i / x.length - 3;
        wave[i][0] = (float) Math.sin(2 * x[i][0]);
    }
    Dataset data = Dataset.of(x, wave);
    Network network = Network.input(1).dense(24).layer(new Snake()).dense(1).build();
    try (Trainer trainer = Trainer.of(network)
            .optimizer(Adam.of(0.03))
            .schedule(Schedule.cosine())
            .seed(1)
            .build()) {
        List<EpochResult> epochs = trainer.fit(data, 40).epochs();
        IO.println("training loss " + epochs.getFirst().loss() + " to " + epochs.getLast().loss());

        Path file = Files.createTempFile("snake", ".safetensors");
        trainer.model().save(file);
        Model read = Model.load(file, Map.of("example.snake", attributes -> new Snake()));
        Files.delete(file);
        IO.println("read from a file: sin(2) is about " + read.outputs(new float[]{1})[0]);
    }
}
