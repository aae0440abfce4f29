/** Trained networks: prediction, evaluation, and model files. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.model;
