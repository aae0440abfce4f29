package dev.lanewise.cli.train;

import static dev.lanewise.cli.option.TrainingOptions.KERNELS;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;
import static dev.lanewise.cli.option.TrainingOptions.VALIDATION;

import dev.lanewise.engine.kernel.KernelInfo;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import java.nio.file.Path;

/**
 * What is about to be trained, on what, with what, and where it will lie.
 *
 * @param settings what was asked for
 * @param network the network
 * @param data the images
 * @param kernels the kernels that were chosen
 * @param run the run folder
 * @param model the model file
 */
public record RunPlan(TrainSettings settings, Network network, TrainingData data,
        KernelInfo kernels, Path run, Path model) {

    /** A model with the temperature that fits the data; as it is where its outputs overflow. */
    Model calibrated(Model trained) {
        try {
            return trained.calibrated(data.calibration(settings.get(VALIDATION)),
                    Kernels.of(settings.get(KERNELS)), settings.get(THREADS));
        } catch (ArithmeticException e) {
            return trained;
        }
    }
}
