package trader.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, which library is seen where, and what the core must not have. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("trader");

  /** A part of the product and the other parts that it may know. */
  static Stream<Arguments> directions() {
    return Stream.of(
        direction("trader.control.."),
        direction("trader.redis..", "trader.control.."),
        direction("trader.commands..", "trader.redis..", "trader.control.."),
        direction("trader.engine.core..", "trader.control.."),
        direction("trader.strategies..", "trader.engine.core..", "trader.control.."),
        direction("trader.venues..", "trader.engine.core..", "trader.control.."),
        direction("trader.registry..", "trader.engine.core..", "trader.control.."),
        direction("trader.simulator.."),
        direction("trader.chatsim.."),
        direction(
            "trader.engine..",
            "trader.strategies..",
            "trader.venues..",
            "trader.registry..",
            "trader.redis..",
            "trader.control.."),
        direction("trader.bot..", "trader.commands..", "trader.redis..", "trader.control.."));
  }

  private static Arguments direction(String part, String... known) {
    return Arguments.of(part, List.of(known));
  }

  @ParameterizedTest(name = "{0} knows of ours only {1}")
  @MethodSource("directions")
  void partKnowsOnlyWhatTheArchitectureAllows(String part, List<String> known) {
    String[] allowed = Stream.concat(Stream.of(part), known.stream()).toArray(String[]::new);
    holds(
        classes()
            .that(resideInAPackage(part))
            .should(
                onlyDependOnClassesThat(
                    not(resideInAPackage("trader..")).or(resideInAnyPackage(allowed)))));
  }

  @Test
  void thePackagesOfOurClassesAreFreeOfCycles() {
    holds(slices().matching("trader.(**)").should().beFreeOfCycles());
  }

  @Test
  void theCoreHasNoSocketNoRedisNoSpringAndNoLog() {
    holds(
        noClasses()
            .that(resideInAPackage("trader.engine.core.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.io..",
                    "io.lettuce..",
                    "redis..",
                    "io.netty..",
                    "org.springframework..",
                    "org.slf4j..")));
  }

  @Test
  void theCoreHasNoThreadOfItsOwn() {
    holds(
        noClasses()
            .that(resideInAPackage("trader.engine.core.."))
            .should()
            .dependOnClassesThat(
                named(
                    "java.lang.Thread",
                    "java.lang.ThreadLocal",
                    "java.util.Timer",
                    "java.util.concurrent.Executor",
                    "java.util.concurrent.ExecutorService",
                    "java.util.concurrent.Executors",
                    "java.util.concurrent.CompletableFuture",
                    "java.util.concurrent.ForkJoinPool",
                    "java.util.concurrent.ScheduledExecutorService")));
  }

  @Test
  void theCoreHasNoClockAndNoDice() {
    holds(
        noClasses()
            .that(resideInAPackage("trader.engine.core.."))
            .should()
            .dependOnClassesThat(
                named("java.time.Clock", "java.time.InstantSource", "java.util.UUID")
                    .or(resideInAPackage("java.util.random.."))
                    .or(
                        named(
                            "java.util.Random",
                            "java.security.SecureRandom",
                            "java.util.concurrent.ThreadLocalRandom"))));
    holds(
        noClasses()
            .that(resideInAPackage("trader.engine.core.."))
            .should()
            .accessTargetWhere(
                calls("java.lang.System", "currentTimeMillis", "nanoTime")
                    .or(calls("java.lang.Math", "random"))));
  }

  @Test
  void theWallClockIsReadOnlyWhereAProgramIsPutTogether() {
    DescribedPredicate<JavaAccess<?>> now =
        calls("java.time.Instant", "now")
            .or(calls("java.time.Clock", "systemUTC", "systemDefaultZone", "system"))
            .or(calls("java.time.InstantSource", "system"))
            .or(calls("java.time.LocalDate", "now"))
            .or(calls("java.time.LocalDateTime", "now"))
            .or(calls("java.time.ZonedDateTime", "now"))
            .or(calls("java.time.OffsetDateTime", "now"))
            .or(calls("java.lang.System", "currentTimeMillis"));
    holds(noClasses().that(not(compositionRoot())).should().accessTargetWhere(now));
  }

  /** A library and the packages that may see its types. */
  static Stream<Arguments> confinements() {
    return Stream.of(
        Arguments.of("io.lettuce..", List.of("trader.redis.lettuce..")),
        Arguments.of("redis.clients..", List.of("trader.redis.jedis..")),
        Arguments.of("redis.embedded..", List.of("trader.redis.embedded..")),
        Arguments.of(
            "io.netty..",
            List.of(
                "trader.venues..",
                "trader.simulator..",
                "trader.engine.run..",
                "trader.redis.lettuce..")),
        Arguments.of("org.sqlite..", List.of("trader.registry..")),
        Arguments.of("org.flywaydb..", List.of("trader.registry..")),
        Arguments.of("java.sql..", List.of("trader.registry..")),
        Arguments.of("org.springframework..", List.of("trader.bot..")),
        Arguments.of("jakarta.servlet..", List.of("trader.bot..")),
        Arguments.of("com.slack..", List.of("trader.bot.slack..")),
        Arguments.of("org.telegram..", List.of("trader.bot.telegram..")),
        Arguments.of("org.ta4j..", List.of("trader.strategies..", "trader.app.bench..")),
        Arguments.of(
            "picocli..", List.of("trader.commands.cli..", "trader.engine.tools..", "trader.app..")),
        Arguments.of("org.jline..", List.of("trader.commands.cli..", "trader.app..")));
  }

  @ParameterizedTest(name = "{0} is seen only in {1}")
  @MethodSource("confinements")
  void aLibrarysTypesAreSeenOnlyInItsAdapters(String library, List<String> homes) {
    holds(
        noClasses()
            .that(not(resideInAnyPackage(homes.toArray(String[]::new))))
            .and(not(main()))
            .should()
            .dependOnClassesThat(resideInAPackage(library)));
  }

  @Test
  void mailIsSeenOnlyInItsOutlet() {
    holds(
        noClasses()
            .that(
                DescribedPredicate.describe(
                    "are not the mail outlet",
                    type -> !type.getFullName().startsWith("trader.bot.alerts.MailOutlet")))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "jakarta.mail..", "jakarta.activation..", "org.eclipse.angus..")));
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages =
        OURS.stream()
            .map(JavaClass::getPackage)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(found ->
            assertThat(found.isAnnotatedWith(NullMarked.class)).as(found.getName()).isTrue());
  }

  /** Also where the import found nothing to check, which would make every rule above hold. */
  @Test
  void everyPartOfTheProductWasLookedAt() {
    for (String part :
        List.of(
            "trader.control",
            "trader.redis",
            "trader.commands",
            "trader.engine.core",
            "trader.strategies.trend",
            "trader.venues",
            "trader.registry",
            "trader.simulator",
            "trader.engine.run",
            "trader.bot",
            "trader.chatsim.slack",
            "trader.chatsim.telegram",
            "trader.app.demo")) {
      assertThat(OURS.containPackage(part)).as(part).isTrue();
    }
  }

  private static void holds(ArchRule rule) {
    rule.check(OURS);
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> all = Set.of(names);
    return DescribedPredicate.describe(
        "are one of " + all, type -> all.contains(type.getFullName()));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(String owner, String... methods) {
    Set<String> all = Set.of(methods);
    return DescribedPredicate.describe(
        owner + " " + all,
        access ->
            access.getTargetOwner().getFullName().equals(owner)
                && all.contains(access.getTarget().getName()));
  }

  /** What puts a program together; the simulator's settings name the machine's clock as one. */
  private static DescribedPredicate<JavaClass> compositionRoot() {
    return DescribedPredicate.describe(
        "puts a program together",
        type ->
            main().test(type)
                || type.getPackageName().startsWith("trader.app")
                || type.getFullName().equals("trader.simulator.SimulatorSettings"));
  }

  private static DescribedPredicate<JavaClass> main() {
    return DescribedPredicate.describe(
        "is a program's entry",
        type ->
            type.getSimpleName().equals("Main") || type.getSimpleName().endsWith("SimulatorMain"));
  }
}
