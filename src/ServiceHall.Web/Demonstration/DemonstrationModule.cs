using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Demonstration;

/// <summary>The demonstration hall: invented people, through the use cases of real ones.</summary>
internal static class DemonstrationModule
{
    /// <summary>
    /// Registers it, where the hall is a demonstration (<c>Hall:Demonstration</c>) and has facts to live by
    /// (<c>Hall:Facts</c>, a folder that <c>hall demo</c> wrote).
    /// </summary>
    public static void AddDemonstration(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.GetValue<bool>("Hall:Demonstration") || builder.Configuration["Hall:Facts"] is not { Length: > 0 })
            return;
        builder.Services.AddSingleton<DemonstrationAccounts>().AddSingleton<IWelcome>(services => services.GetRequiredService<DemonstrationAccounts>());
        // Before every other service that is started: the hall opens when its past is whole.
        builder.Services.AddHostedService<DemonstrationLife>();
    }
}
