/**
 * Training: the loop, optimizers, schedules, and what listeners hear of it. Begin with {@link
 * dev.lanewise.engine.train.Trainer#of}: a {@linkplain dev.lanewise.engine.train.TrainerBuilder builder} takes the options
 * and makes a {@link dev.lanewise.engine.train.Trainer}, which fits the network to data. It goes on from a {@link
 * dev.lanewise.engine.train.Checkpoint}; {@link dev.lanewise.engine.train.Trainer#from} goes on from a model. What is
 * lowered is a {@link dev.lanewise.engine.loss.Loss}.
 *
 * {@snippet lang=java :
 * try (Trainer trainer = Trainer.of(network)
 *         .normalization(Normalization.fit(train))
 *         .optimizer(Adam.adamW(0.001, 0.01))
 *         .schedule(Schedule.oneCycle())
 *         .listener(new TrainingListener() {
 *             @Override
 *             public void onEpochEnd(EpochResult result) {
 *                 IO.println(result.epoch() + " " + result.loss());
 *             }
 *         })
 *         .build()) {
 *     trainer.fit(train, 10);
 *     trainer.checkpoint().save(file);
 * }
 * }
 *
 * <p>An optimizer and a loss bring all that is special about them; the loop asks no one which it has.
 * So more may come from packages above this one.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.train;
