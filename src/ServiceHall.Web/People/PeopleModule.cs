using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>Units, halls, windows, people and their postings.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<ListPeople>().AddSingleton<ShowPerson>().AddSingleton<EditPerson>().AddSingleton<MovePerson>().AddSingleton<CorrectPosting>()
        .AddSingleton<EditPlaces>().AddSingleton<ImportPeople>().AddSingleton<ILongWork, ImportWork>().AddSingleton<IImportKind, PeopleImports>()
        .AddSingleton(new NavigationEntry(700, "人员", "人员名单", "/desk/people", "fa-solid fa-users", Right.SeePeople))
        .AddSingleton(new NavigationEntry(710, "人员", "窗口与大厅", "/desk/places", "fa-solid fa-building", Right.SeePeople))
        .AddSingleton(new NavigationEntry(720, "人员", "批量导入", "/desk/import", "fa-solid fa-file-import", Right.ImportPeople));

    public static void MapPeople(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/import/template.xlsx", async (IDbContextFactory<HallDb> factory, CancellationToken cancel) =>
        {
            await using var db = await factory.CreateDbContextAsync(cancel);
            var site = await db.Sites.OrderBy(site => site.Code).Select(site => site.Code).FirstOrDefaultAsync(cancel);
            return Results.File(PeopleTemplate.Make(site), PeopleTemplate.ContentType, "人员导入模板.xlsx");
        })
            .RequireAuthorization(nameof(Right.ImportPeople));
}
