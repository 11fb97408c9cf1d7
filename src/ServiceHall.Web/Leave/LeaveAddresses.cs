using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Leave;

/// <summary>Where the clerk's pages of leave are: each stands on the phone and in the desk's frame.</summary>
/// <param name="Mine">One's own requests.</param>
/// <param name="Cover">What one is asked to cover, and covers.</param>
/// <param name="Papers">Before a request's number: its printed form and its proof.</param>
internal sealed record LeaveAddresses(string Mine, string Cover, string Papers)
{
    /// <summary>The inbox of whoever signs, at the desk.</summary>
    public const string Approvals = "/desk/approvals";

    private static readonly LeaveAddresses Phone = new("/m/leave", "/m/cover", "/m/leave");
    private static readonly LeaveAddresses Desk = new("/desk/my-leave", "/desk/cover", "/leave");

    public static LeaveAddresses Of(HttpContext context) => HallCookies.IsPhone(context.Request.Path) ? Phone : Desk;
}
