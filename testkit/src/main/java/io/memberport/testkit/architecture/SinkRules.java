package io.memberport.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.memberport.port.MemberSinkProvider;

/** Rules for sinks, each for the classes in a package and those below it. An empty match fails. */
public final class SinkRules {

    private static final String[] CORE = {
        "io.memberport.model..",
        "io.memberport.port..",
        "io.memberport.export..",
        "io.memberport.error..",
        "io.memberport.privacy.."
    };

    private SinkRules() {}

    /** Of Memberport a sink sees core, and neither the adapters nor the launcher. */
    public static ArchRule seeNothingOfMemberportButCore(String rootPackage) {
        return noClasses()
                .that()
                .resideInAPackage(rootPackage + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.memberport..")
                        .and(not(resideInAnyPackage(CORE)))
                        .and(not(resideInAPackage(rootPackage + ".."))))
                .because("core is all that the launcher shares with a plugin, and all that keeps compatible")
                .allowEmptyShould(false);
    }

    /** Providers are what {@link java.util.ServiceLoader} can make an object of. */
    public static ArchRule haveProvidersThatCanBeLoaded(String rootPackage) {
        return classes()
                .that()
                .resideInAPackage(rootPackage + "..")
                .and()
                .areAssignableTo(MemberSinkProvider.class)
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .bePublic()
                .andShould(haveAPublicConstructorWithoutParameters())
                .because("ServiceLoader makes providers, and it can make no others")
                .allowEmptyShould(false);
    }

    private static ArchCondition<JavaClass> haveAPublicConstructorWithoutParameters() {
        return new ArchCondition<>("have a public constructor without parameters") {
            @Override
            public void check(JavaClass candidate, ConditionEvents events) {
                boolean has = candidate.getConstructors().stream()
                        .anyMatch(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC)
                                && constructor.getRawParameterTypes().isEmpty());
                events.add(new SimpleConditionEvent(
                        candidate,
                        has,
                        candidate.getName() + (has ? " has" : " has no") + " public constructor without parameters"));
            }
        };
    }
}
