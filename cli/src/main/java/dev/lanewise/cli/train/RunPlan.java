package dev.lanewise.cli.train;

import dev.lanewise.engine.kernel.KernelInfo;
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
        KernelInfo kernels, Path run, Path model) {}
