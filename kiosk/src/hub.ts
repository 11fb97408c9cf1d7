import { DefaultHttpClient, HttpError, HubConnectionBuilder, LogLevel, NullLogger, type HttpRequest, type HttpResponse } from '@microsoft/signalr';

/** The part of a SignalR connection that the screen uses. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke(name: string, ...args: unknown[]): Promise<unknown>;
  on(name: string, handler: (message: unknown) => void): void;
  onclose(handler: () => void): void;
}

/** Opens a connection for a token; `refused` is called when the server says that the token is not valid. */
export type OpenHub = (token: string, refused: () => void) => Hub;

/** Notices a 401, which the client library reports only inside a sentence. */
class Watched extends DefaultHttpClient {
  constructor(private readonly refused: () => void) {
    super(NullLogger.instance);
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    try {
      return await super.send(request);
    } catch (error) {
      if (error instanceof HttpError && error.statusCode === 401) this.refused();
      throw error;
    }
  }
}

/** A plain connection without the library's own reconnecting, which gives up and does not cover the first start. */
export const openHub: OpenHub = (token, refused) =>
  new HubConnectionBuilder()
    .withUrl('/hub/boards', { accessTokenFactory: () => token, httpClient: new Watched(refused), timeout: 15_000 })
    .configureLogging(LogLevel.None)
    .build();
