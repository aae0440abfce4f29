package dev.lanewise.cli.network;

import dev.lanewise.engine.nn.Network;

/** A part of a network that was read and waits for the images and the classes that it is made for. */
@FunctionalInterface
interface LayerPart {

    /**
     * Adds the layers.
     *
     * @return the number of maps after them
     */
    int addTo(Place place);

    /**
     * Where layers are added.
     *
     * @param network what they are added to
     * @param classes of the data
     * @param channels maps that the first of them reads
     */
    record Place(Network.Builder network, int classes, int channels) {

        /** The place behind a part. */
        Place after(LayerPart part) {
            return new Place(network, classes, part.addTo(this));
        }

        /** The same place in another branch. */
        Place in(Network.Builder branch) {
            return new Place(branch, classes, channels);
        }
    }
}
