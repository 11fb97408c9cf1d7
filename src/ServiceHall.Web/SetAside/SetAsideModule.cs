using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.SetAside;

/// <summary>What jobs could not do (搁置事项), and how they go on all the same.</summary>
internal static class SetAsideModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddSetAside(this IServiceCollection services) => services
        .AddSingleton<KeepSetAside>().AddSingleton<ForEachItem>().AddSingleton<ListSetAside>().AddSingleton<TryAgain>()
        .AddSingleton<StartFigures, SetAsideFigures>()
        .AddSingleton(new NavigationEntry(865, "系统", "搁置事项", KeepSetAside.Page, "fa-solid fa-triangle-exclamation", Right.SeeTimetable));
}
