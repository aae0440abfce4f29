package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.CrossEntropy;
import dev.lanewise.engine.backend.TargetCrossEntropy;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax and cross-entropy of a full tile: classes are rows, images are lanes, so no sum crosses
 * lanes.
 */
final class VectorSoftmax {
    private VectorSoftmax() {}

    static void softmax(int classes, float[] z, int zOffset, float[] p, int pOffset) {
        Objects.checkFromIndexSize(zOffset, classes * TILE, z.length);
        Objects.checkFromIndexSize(pOffset, classes * TILE, p.length);
        for (int lane = 0; lane < TILE; lane += LENGTH) {
            FloatVector max = FloatVector.fromArray(SPECIES, z, zOffset + lane);
            for (int c = 1; c < classes; c++) {
                max = max.max(FloatVector.fromArray(SPECIES, z, zOffset + c * TILE + lane));
            }
            for (int c = 0; c < classes; c++) {
                int i = c * TILE + lane;
                FloatVector.fromArray(SPECIES, z, zOffset + i)
                        .sub(max)
                        .intoArray(p, pOffset + i);
            }
        }
        VectorActivations.exp(1, p, pOffset, p, pOffset, classes * TILE);
        for (int lane = 0; lane < TILE; lane += LENGTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int c = 0; c < classes; c++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, p, pOffset + c * TILE + lane));
            }
            for (int c = 0; c < classes; c++) {
                int i = pOffset + c * TILE + lane;
                FloatVector.fromArray(SPECIES, p, i).div(sum).intoArray(p, i);
            }
        }
    }

    static void crossEntropy(CrossEntropy loss, float[] z, int zOffset, float[] labels,
            int labelOffset, float scale, float[] dz, int dzOffset) {
        Objects.checkFromIndexSize(labelOffset, TILE, labels.length);
        softmax(loss.classes(), z, zOffset, dz, dzOffset);
        for (int lane = 0; lane < TILE; lane += LENGTH) {
            FloatVector label = FloatVector.fromArray(SPECIES, labels, labelOffset + lane);
            VectorMask<Float> empty = label.compare(VectorOperators.LT, 0f);
            FloatVector elsewhere = FloatVector.broadcast(SPECIES, loss.everywhere())
                    .blend(loss.uniform(),
                            label.compare(VectorOperators.EQ, (float) loss.noClass()));
            for (int c = 0; c < loss.classes(); c++) {
                int i = dzOffset + c * TILE + lane;
                FloatVector target = elsewhere.blend(loss.onLabel(),
                        label.compare(VectorOperators.EQ, (float) c));
                FloatVector.fromArray(SPECIES, dz, i)
                        .sub(target)
                        .mul(scale)
                        .blend(0f, empty)
                        .intoArray(dz, i);
            }
        }
    }

    static void crossEntropy(TargetCrossEntropy loss, float[] z, float[] targets, float scale,
            float[] dz) {
        Objects.checkFromIndexSize(0, loss.classes() * TILE, targets.length);
        softmax(loss.classes(), z, 0, dz, 0);
        for (int lane = 0; lane < TILE; lane += LENGTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int c = 0; c < loss.classes(); c++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, targets, c * TILE + lane));
            }
            for (int c = 0; c < loss.classes(); c++) {
                int i = c * TILE + lane;
                FloatVector.fromArray(SPECIES, dz, i)
                        .mul(sum)
                        .sub(FloatVector.fromArray(SPECIES, targets, i))
                        .mul(scale)
                        .intoArray(dz, i);
            }
        }
    }
}
