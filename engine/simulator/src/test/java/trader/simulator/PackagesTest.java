package trader.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
class PackagesTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("trader.simulator");

  @Test
  void simulatorKnowsNothingElseOfTheProject() {
    noClasses()
        .that()
        .resideInAPackage("trader.simulator..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("trader..")
                .and(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                        "trader.simulator..")))
        .check(ALL);
  }

  @Test
  void matchingIsPlainJava() {
    classes()
        .that()
        .resideInAPackage("trader.simulator.matching")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "trader.simulator.matching",
            "java.lang..",
            "java.math",
            "java.util..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("trader.simulator.(*)..").should().beFreeOfCycles().check(ALL);
    noClasses()
        .that()
        .resideInAnyPackage("trader.simulator.prices", "trader.simulator.faults")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("trader.simulator.binance", "trader.simulator.witness", "io.netty..")
        .check(ALL);
  }

  @Test
  void timeAndChanceComeFromOutside() {
    noClasses()
        .that()
        .resideOutsideOfPackage("trader.simulator")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callConstructor(Random.class)
        .check(ALL);
  }
}
