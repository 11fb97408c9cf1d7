using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Inspection;

namespace ServiceHall.Web.Scoring;

/// <summary>The ledger and the scores (计分).</summary>
internal static class ScoringModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddScoring(this IServiceCollection services)
    {
        services.TryAddSingleton(HallRulebook.BuiltIn);
        return services.AddSingleton<BookEntries>().AddSingleton<CloseQuarter>().AddSingleton<IFollowFindings, BookFindings>();
    }
}
