using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Scoring.FollowedPostings;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Scoring;

/// <summary>The ledger and the scores (计分).</summary>
internal static class ScoringModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddScoring(this IServiceCollection services)
    {
        services.TryAddSingleton(HallRulebook.BuiltIn);
        services.AddHealthChecks().AddCheck<ClosesKeepUp>("closes", tags: [Health.Schedules], timeout: Health.Patience);
        services.AddSingleton<CloseLag>().AddSingleton<HallGauge>(provider => provider.GetRequiredService<CloseLag>());
        services.AddSingleton<IHoldOpenFacts, OpenFacts>();
        return services.AddSingleton<BookEntries>().AddSingleton<CloseQuarter>().AddSingleton<IFollowFindings, BookFindings>()
            .AddSingleton<RecomputeDays>().AddSingleton<CloseSessions>().AddSingleton<RecomputeProgress>().AddSingleton<RetrySetAside>().AddSingleton<RecomputeStale>().AddSingleton<ILongWork, RecomputeRange>().AddSingleton<FollowPostings>().AddSingleton<CloseMonths>()
            .AddSingleton<SettleMonth>().AddSingleton<PreviewSettlement>().AddSingleton<ShowMonths>().AddSingleton<StartFigures, RecomputeFigures>().AddSingleton<IRestOnImports, EntriesSinceImport>()
            .AddSingleton(new NavigationEntry(240, "考勤", "月结", "/desk/months", "fa-solid fa-calendar-check", Right.KeepAttendance))
            .AddSingleton<ShowQuarters>().AddSingleton(new NavigationEntry(440, "考核", "季度结账", "/desk/quarters", "fa-solid fa-box-archive", Right.CloseQuarter))
            .AddSingleton<ShowScore>().AddSingleton<ShowHalfDay>().AddSingleton<MonthCosts>().AddSingleton<ListScores>()
            .AddSingleton(new NavigationEntry(40, "我的", "我的得分", "/desk/score", "fa-solid fa-star-half-stroke"))
            .AddSingleton(new NavigationEntry(410, "考核", "全部得分", "/desk/scores", "fa-solid fa-list-ol", Right.SeeAllScores));
    }
}
