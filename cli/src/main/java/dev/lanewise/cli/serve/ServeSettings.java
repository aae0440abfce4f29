package dev.lanewise.cli.serve;

import dev.lanewise.cli.run.NamedModel;
import java.net.InetAddress;

/**
 * What {@code serve} was asked for.
 *
 * @param model what answers
 * @param address where the server listens
 * @param port where the server listens; 0 for any free one
 * @param anyHost whether requests may name the server as they like: on another address than the
 *     loopback's nobody knows its names
 * @param minProbability below which an answer is unsure
 */
public record ServeSettings(NamedModel model, InetAddress address, int port, boolean anyHost,
        double minProbability) {}
