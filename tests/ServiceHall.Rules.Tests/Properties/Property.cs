using FsCheck;
using FsCheck.Fluent;

namespace ServiceHall.Rules.Tests.Properties;

/// <summary>Checks properties over seeds, always the same ones; a failure names the seed that breaks it.</summary>
internal static class Property
{
    public static void Holds(Func<int, bool> property, int times = 60) => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), property)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_260_701UL, 1UL));
}
