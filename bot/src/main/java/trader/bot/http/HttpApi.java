package trader.bot.http;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the HTTP API; desks, store, ids, clock, entrance and metrics are given from outside. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      AopAutoConfiguration.class,
      MultipartAutoConfiguration.class,
      TaskSchedulingAutoConfiguration.class,
      ValidationAutoConfiguration.class
    })
@Import({
  ReadingController.class,
  ChangingController.class,
  ProbeController.class,
  DescriptionController.class,
  Gatekeeper.class,
  ErrorAdvice.class,
  OpsMetrics.class,
  ApiDescription.class
})
public class HttpApi {

  /** Who may read without a token. */
  @Bean
  Nearby nearby(@Value("${server.address}") String bind) {
    return new Nearby(bind);
  }

  /** Metrics of this process under Micrometer's own names; given to the API from outside. */
  public static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new DiskSpaceMetrics(Path.of(".").toAbsolutePath().toFile()).bindTo(registry);
    return registry;
  }

  /** Listens to the garbage collector until the registry is closed with the context. */
  @Bean
  JvmGcMetrics gcMetrics(PrometheusMeterRegistry registry) {
    JvmGcMetrics metrics = new JvmGcMetrics();
    metrics.bindTo(registry);
    return metrics;
  }
}
