using ServiceHall.Web.Accounts;
using ServiceHall.Web.Export.Trial;
using ServiceHall.Web.LongWork;

namespace ServiceHall.Web.Export;

/// <summary>The hall's facts for others: as files, and under another rulebook.</summary>
internal static class ExportModule
{
    public static IServiceCollection AddExport(this IServiceCollection services) => services
        .AddSingleton<ExportFacts>().AddSingleton<ILongWork, ExportFactsWork>().AddSingleton<ILongWork, TryRulebook>()
        .AddSingleton(new WorkForm(10, Right.ExportFacts, typeof(ExportFactsForm)))
        .AddSingleton(new WorkForm(20, Right.TryRulebook, typeof(TrialForm)));
}
