using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>How people use the finding's form.</summary>
internal static class FindingForm
{
    /// <summary>Fills it in for a window, at a joint inspection, where no reminder comes first.</summary>
    public static async Task Fill(IPage desk, string window, string code)
    {
        await desk.GetByLabel("检查方式").SelectOptionAsync(new SelectOptionValue { Label = "联合检查" });
        await desk.Locator("select", new() { HasText = "请选择窗口" }).SelectOptionAsync(new SelectOptionValue { Label = window });
        await desk.GetByLabel("查找扣分项").FillAsync(code);
        await desk.Locator(".item", new() { HasText = code }).ClickAsync();
        await Expect(desk.Locator(".preview")).ToContainTextAsync(window);
    }

    /// <summary>Logs it.</summary>
    public static async Task Save(IPage desk)
    {
        await desk.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Expect(desk.Locator(".note")).ToContainTextAsync("已登记");
    }

    /// <summary>A photo as a phone takes it, drawn by the browser.</summary>
    public static async Task<FilePayload> Photo(IPage desk)
    {
        var drawn = await desk.EvaluateAsync<string>("""
            () => {
              const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
              const paint = canvas.getContext("2d");
              paint.fillStyle = "#c2352b"; paint.fillRect(0, 0, 640, 480);
              paint.fillStyle = "#fff"; paint.fillRect(160, 120, 320, 240);
              return canvas.toDataURL("image/jpeg").split(",")[1];
            }
            """);
        return new FilePayload { Name = "现场.jpg", MimeType = "image/jpeg", Buffer = Convert.FromBase64String(drawn) };
    }
}
