using ServiceHall.Web.Accounts;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Integrity;

/// <summary>Whether audit and ledger are what the hall wrote (完整性核对).</summary>
internal static class IntegrityModule
{
    /// <summary>Where the last hashes are shown.</summary>
    public const string Page = "/desk/integrity";

    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddIntegrity(this IServiceCollection services) => services
        .AddSingleton(provider => IntegrityRules.Of(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<RetentionPolicy>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<SealNotes>().AddSingleton<SealRows>().AddSingleton<VerifyIntegrity>().AddSingleton<ShowIntegrity>()
        .AddSingleton<IRetentionKind, ExpireAudit>()
        .AddSingleton(new NavigationEntry(905, "系统", "完整性核对", Page, "fa-solid fa-link", Right.ReadAudit));
}
