using Microsoft.AspNetCore.Authentication;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards.Pairing;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Boards;

/// <summary>Boards and lobby screens. Reads every chapter; no chapter reads this one.</summary>
internal static class BoardsModule
{
    /// <summary>The desk's page of screens.</summary>
    public const string DeskPage = "/desk/screens";

    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddBoards(this IServiceCollection services) => services
        .AddSingleton<BoardReading>().AddSingleton<BuildBoards>().AddSingleton<StaleBoards>()
        .AddSingleton<OfferPairing>().AddSingleton<CollectToken>().AddSingleton<LookAtOffer>().AddSingleton<PairScreen>().AddSingleton<RevokeScreen>()
        .AddSingleton<ListScreens>().AddSingleton<PostNotice>();

    /// <summary>Registers the hub, the screens' sign-in, and what runs all the time.</summary>
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddSingleton<StartFigures, ScreenFigures>();
        services.AddHallMeter().AddSingleton<HallGauge, ConnectedScreens>().AddSingleton<HallGauge, SilentScreens>();
        services.AddSingleton(new NavigationEntry(800, "大屏", "屏幕与终端", DeskPage, "fa-solid fa-display", Right.RunBoards));
        services.AddSingleton(new NavigationEntry(810, "大屏", "通知", "/desk/notices", "fa-solid fa-bullhorn", Right.RunBoards));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ScreenToken>(ScreenToken.SchemeName, null);
        services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions = BuildBoards.Json);
        return services.AddSingleton<ScreenSeen>().AddSingleton<BoardFeed>().AddSingleton<LiveScreens>()
            .AddHostedService<BoardListener>().AddSingleton(new BoardRhythm(TimeSpan.FromSeconds(15))).AddHostedService<BoardRounds>();
    }

    public static void MapBoards(this IEndpointRouteBuilder routes)
    {
        routes.MapKiosk();
        routes.MapHub<BoardHub>(BoardHub.Address)
            .RequireAuthorization(ScreenToken.Only(ScreenKind.Board));
        routes.MapScreens();
        var pairing = routes.MapGroup("/api/screens/pairing").AllowAnonymous();
        pairing.MapPost("", async (HttpContext context, OfferPairing offer, ScreenKind? kind, CancellationToken cancel) =>
        {
            var request = context.Request;
            var page = new Uri($"{request.Scheme}://{request.Host}{request.PathBase}{DeskPage}");
            var answer = await offer.Run(context.Address(), page, cancel, kind ?? ScreenKind.Board);
            return answer.Refusal is { } refusal
                ? Refused(refusal, refusal.Kind == RefusalKind.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest)
                : Results.Ok(answer.Value);
        }).DisableAntiforgery();
        pairing.MapGet("{id}", async (string id, CollectToken collect, HttpContext context, CancellationToken cancel) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var answer = await collect.Run(id, cancel);
            return answer.Refusal is { } refusal ? Refused(refusal, StatusCodes.Status404NotFound) : Results.Ok(answer.Value);
        });
    }

    private static IResult Refused(Refusal refusal, int status) => Results.Json(new { message = refusal.Text }, statusCode: status);
}
