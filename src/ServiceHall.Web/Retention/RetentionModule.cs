using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Retention;

/// <summary>How long what is kept is kept.</summary>
internal static class RetentionModule
{
    /// <summary>Where it is shown what would go.</summary>
    public const string Page = "/desk/retention";

    /// <summary>Registers the chapter's use cases, without anything of the web. Kinds are registered by their chapters.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton(provider => RetentionFile.Load(provider.GetService<IConfiguration>()))
        .AddSingleton<RetentionPlan>().AddSingleton<ApplyRetention>().AddSingleton<PreviewRetention>()
        .AddSingleton(new NavigationEntry(895, "系统", "保存期限", Page, "fa-solid fa-hourglass-half", Right.SeeRetention));

    /// <summary>Makes sure before the hall opens that the policy can be carried out.</summary>
    /// <exception cref="Store.HallCannotOpenException">It cannot; the message says why.</exception>
    public static void CheckRetention(this WebApplication app) => app.Services.GetRequiredService<RetentionPlan>();
}
