/** Charts: scenes of lines, areas and words, as SVG and as pictures. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.chart;
