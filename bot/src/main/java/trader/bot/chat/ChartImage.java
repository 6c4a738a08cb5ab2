package trader.bot.chat;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;
import trader.commands.Section;

/** Draws a curve as a picture for platforms that show pictures. */
public final class ChartImage {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 450;

  private ChartImage() {}

  /** The curve as PNG. Throws {@link IllegalArgumentException} where it has no point. */
  public static byte[] png(Section.Chart chart) {
    if (chart.points().isEmpty()) {
      throw new IllegalArgumentException("the chart " + chart.name() + " has no point to draw");
    }
    XYChart picture =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(chart.name() + ", " + chart.unit() + ", UTC")
            .build();
    picture.getStyler().setLegendVisible(false);
    picture.getStyler().setChartBackgroundColor(Color.WHITE);
    picture.getStyler().setTimezone(TimeZone.getTimeZone("UTC"));
    List<Date> times =
        chart.points().stream().map(Section.Point::at).map(ChartImage::date).toList();
    List<Double> values =
        chart.points().stream().map(point -> point.value().doubleValue()).toList();
    picture.addSeries(chart.name(), times, values).setMarker(SeriesMarkers.NONE);
    try {
      return ChartEncoder.getBytes(picture, "png");
    } catch (IOException e) {
      throw new UncheckedIOException("the chart " + chart.name() + " cannot be drawn", e);
    }
  }

  @SuppressWarnings("JavaUtilDate") // What the chart library takes.
  private static Date date(Instant at) {
    return Date.from(at);
  }
}
