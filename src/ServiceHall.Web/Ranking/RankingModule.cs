using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Ranking;

/// <summary>The standing of a quarter (排名).</summary>
internal static class RankingModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddRanking(this IServiceCollection services) => services
        .AddSingleton<ShowStanding>().AddSingleton<PublicStanding>()
        .AddSingleton(new NavigationEntry(420, "考核", "季度排名", "/desk/standing", "fa-solid fa-ranking-star", Right.SeeAllScores));
}
