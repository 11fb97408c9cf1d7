using System.Globalization;
using System.Threading.RateLimiting;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell.Requests;

namespace ServiceHall.Web.Attachments.Receiving;

/// <summary>How often somebody may hand in files (<c>Hall:Uploads:PerMinute</c>, 30 unless set).</summary>
internal sealed class UploadOptions
{
    public int PerMinute { get; set; } = 30;
}

/// <summary>Marks an address whose body is a file, and how large it may be.</summary>
internal sealed record TakesFile(long MostBytes);

/// <summary>
/// Files are large, and anybody who is signed in can send one with a form: a person's are counted on each server, whatever
/// address they go to, before any of it is read.
/// </summary>
internal static class UploadLimits
{
    // A form is sent again with each change of it, to show what follows: without a file it costs no more than a page.
    private const long WithoutFile = 64 * 1024;

    public static IServiceCollection AddUploadLimits(this IServiceCollection services)
    {
        services.AddOptions<UploadOptions>().BindConfiguration("Hall:Uploads");
        services.AddSingleton<ReceiveFile>();
        return services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsUpload(context)
                ? RateLimitPartition.GetTokenBucketLimiter(Who(context), _ => Limit(context))
                : RateLimitPartition.GetNoLimiter(""));
            limiter.OnRejected = (refused, _) => new ValueTask(PlainAnswer.Write(refused.HttpContext, StatusCodes.Status429TooManyRequests));
        });
    }

    /// <summary>Lets an address take a file as its body: from whoever holds the right, and from nobody else.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route, long mostBytes, Right? right = null)
    {
        string[] asked = right is null ? [] : [right.Value.ToString()];
        return route.RequireAuthorization(asked).WithMetadata(new TakesFile(mostBytes));
    }

    private static bool IsUpload(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TakesFile>() is not null
        || (context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true && !(context.Request.ContentLength <= WithoutFile));

    private static string Who(HttpContext context) =>
        context.User.Actor() is { } actor ? actor.StaffId.ToString(CultureInfo.InvariantCulture) : context.Address();

    private static TokenBucketRateLimiterOptions Limit(HttpContext context)
    {
        var perMinute = context.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<UploadOptions>>().Value.PerMinute;
        return new() { TokenLimit = perMinute, TokensPerPeriod = perMinute, ReplenishmentPeriod = TimeSpan.FromMinutes(1), AutoReplenishment = true };
    }
}
