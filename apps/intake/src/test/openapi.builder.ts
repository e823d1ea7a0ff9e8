/** The description of an API for orders, as a trader of spare parts might publish it: references, nesting, rules, several ways to sign in. */
export const ordersDocument = `openapi: 3.0.3
info:
  title: Ricambi Orders
  version: 2.4.0
servers:
  - url: https://{region}.api.ricambi.example/v2/
    variables:
      region: { default: eu, enum: [eu, us] }
  - url: https://sandbox.ricambi.example
security:
  - orderKey: []
paths:
  /customers/{customer-id}/orders:
    parameters:
      - $ref: '#/components/parameters/CustomerId'
    post:
      operationId: placeOrder
      summary: Places an order
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewOrder' }
      responses: { 201: { description: placed } }
    get:
      operationId: listOrders
      responses: { 200: { description: all of them } }
  /customers:
    put:
      summary: Imports customers
      security: [{ tokens: [customers.write] }, { orderKey: [] }]
      requestBody:
        content:
          application/json:
            schema: { type: array, items: { $ref: '#/components/schemas/Customer' } }
      responses: { 204: { description: taken } }
  /categories/{code}:
    put:
      operationId: putCategory
      security: [{ staff: [] }]
      deprecated: true
      parameters: [{ name: code, in: path, required: true, schema: { type: string, maxLength: 12 } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Category' } } } }
      responses: { 204: { description: stored } }
  /pictures:
    post:
      operationId: uploadPicture
      requestBody: { content: { multipart/form-data: { schema: { type: object } } } }
      responses: { 204: { description: stored } }
  /search:
    post:
      operationId: search
      parameters: [{ name: q, in: query, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
      responses: { 200: { description: found } }
  /elsewhere:
    post:
      operationId: elsewhere
      requestBody: { content: { application/json: { schema: { $ref: 'https://schemas.ricambi.example/order.json' } } } }
      responses: { 200: { description: done } }
  /files:
    post:
      operationId: ofFile
      requestBody: { $ref: '../../../../etc/passwd#/a' }
      responses: { 200: { description: done } }
components:
  parameters:
    CustomerId: { name: customer-id, in: path, required: true, schema: { type: string, format: uuid } }
  securitySchemes:
    orderKey: { type: apiKey, in: header, name: X-Order-Key }
    tokens: { type: oauth2, flows: { clientCredentials: { tokenUrl: /oauth/token, scopes: { customers.write: write } } } }
    staff: { type: http, scheme: basic }
    browser: { type: openIdConnect, openIdConnectUrl: https://id.ricambi.example }
    cookie: { type: apiKey, in: cookie, name: sid }
    partner: { type: http, scheme: Bearer }
  schemas:
    Address:
      type: object
      required: [city]
      properties:
        city: { type: string, maxLength: 80 }
        post-code: { type: string, pattern: '^\\d{5}$' }
    NewOrder:
      allOf:
        - type: object
          required: [reference, quantity, shipTo, urgent]
          properties:
            id: { type: string, readOnly: true }
            reference: { type: string, minLength: 3, maxLength: 20, pattern: '^(?=R)' , description: "Your own\\n number" }
            quantity: { type: integer, minimum: 0, exclusiveMinimum: true, maximum: 1000 }
            price: { type: number, minimum: 0.01, multipleOf: 0.01 }
            urgent: { type: boolean, nullable: true }
        - type: object
          properties:
            shipTo: { $ref: '#/components/schemas/Address' }
            state: { type: string, enum: [draft, firm] }
            mail: { type: string, format: email }
            due: { type: string, format: date }
            tags: { type: array, items: { type: string } }
            extra: { type: object, additionalProperties: true }
    Customer:
      type: object
      required: [code]
      properties: { code: { type: string }, since: { type: string, format: date-time } }
    Category:
      type: object
      required: [code]
      properties:
        code: { type: string }
        parent: { $ref: '#/components/schemas/Category' }
`;

/** 249 operations that all take one object, whose properties all have the same long list of values: told in full, it is a thousand times as long. */
export function repeatingDocument(properties: number): string {
  const post = { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Whole' } } } } };
  const whole = { type: 'object', properties: Object.fromEntries(Array.from({ length: properties }, (_, at) => [`f${at}`, { $ref: '#/components/schemas/Part' }])) };
  const part = { type: 'string', enum: Array.from({ length: 200 }, (_, at) => String(at).padStart(200, 'x')) };
  return JSON.stringify({ openapi: '3.1.0', paths: Object.fromEntries(Array.from({ length: 249 }, (_, at) => [`/p${at}`, { post }])), components: { schemas: { Part: part, Whole: whole } } });
}
