using ServiceHall.Web.Accounts;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.People;

/// <summary>Units, halls, windows, people and their postings.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<ListPeople>().AddSingleton<ShowPerson>().AddSingleton<EditPerson>().AddSingleton<MovePerson>().AddSingleton<CorrectPosting>()
        .AddSingleton<EditPlaces>().AddSingleton<ImportPeople>().AddSingleton<ILongWork, ImportWork>()
        .AddSingleton(new NavigationEntry(700, "人员", "人员名单", "/desk/people", "fa-solid fa-users", Right.SeePeople))
        .AddSingleton(new NavigationEntry(710, "人员", "窗口与大厅", "/desk/places", "fa-solid fa-building", Right.SeePeople))
        .AddSingleton(new NavigationEntry(720, "人员", "批量导入", "/desk/import", "fa-solid fa-file-import", Right.ImportPeople));

    public static void MapPeople(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/import/template.xlsx", () => Results.File(PeopleTemplate.Make(), PeopleTemplate.ContentType, "人员导入模板.xlsx"))
            .RequireAuthorization(nameof(Right.ImportPeople));
}
