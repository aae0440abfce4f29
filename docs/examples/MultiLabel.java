import dev.lanewise.engine.data.*;
import dev.lanewise.engine.loss.*;
import dev.lanewise.engine.metric.*;
import dev.lanewise.engine.model.*;
import dev.lanewise.engine.nn.*;
import dev.lanewise.engine.train.*;

/** Finds the faults of a pump, of which none, one or several may be there at once, from five sensors. */
void main() {
    List<String> faults = List.of("worn bearing", "leak", "overload");
    Random random = new Random(1);
    float[][] x = new float[3000][5];
    float[][] targets = new float[x.length][faults.size()];
    for (int i = 0; i < x.length; i++) {
        for (int fault = 0; fault < faults.size(); fault++) {
            targets[i][fault] = random.nextFloat() < 0.25f ? 1 : 0;
        }
        float worn = targets[i][0];
        float leak = targets[i][1];
        float overload = targets[i][2];
        x[i][0] = 2 * worn + overload;                   // vibration
        x[i][1] = 1 - 2 * leak + overload;               // pressure
        x[i][2] = worn + 2 * overload;                   // temperature
        x[i][3] = 1 + overload - leak * overload;        // current
        x[i][4] = leak * (1 - worn);                     // noise
        for (int sensor = 0; sensor < x[i].length; sensor++) {
            x[i][sensor] += 0.4f * (float) random.nextGaussian();
        }
    }
    List<Dataset> parts = Dataset.of(x, targets).split(0.8, 1);
    Dataset test = parts.getLast();

    Network network = Network.input(5).dense(24).silu().dense(faults.size()).build();
    try (Trainer trainer = Trainer.of(network)
            .loss(Loss.binaryCrossEntropy())
            .optimizer(Adam.of(0.01))
            .classNames(faults)
            .seed(1)
            .build()) {
        trainer.fit(parts.getFirst(), 20);
        Model model = trainer.model();
        IO.println("test " + model.evaluate(test, Metric.macroF1(), Metric.auc()).metrics());

        float[] probabilities = model.probabilities(new float[]{3, 0, 3, 2, 0});
        for (int fault = 0; fault < faults.size(); fault++) {
            IO.println(faults.get(fault) + " " + probabilities[fault]);
        }
    }
}
